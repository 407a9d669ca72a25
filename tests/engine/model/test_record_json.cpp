#include <doctest/doctest.h>

#include <limits>

#include "engine/model/run_event.h"

using namespace sweeplab;

namespace {

attempt full_attempt() {
    attempt span;
    span.item = 1;
    span.number = 2;
    span.worker = 3;
    span.state = attempt_state::failed;
    span.reason = failure_reason::http_status;
    span.claimed_ns = 9'007'199'254'740'993;  // 2^53 + 1: no double holds it
    span.start_ns = span.claimed_ns + 1;
    span.end_ns = span.claimed_ns + 2;
    span.released_ns = span.claimed_ns + 3;
    span.measured.set(measure::input_tokens, 120);
    span.measured.set(measure::output_tokens, 64);
    span.measured.set(measure::result_digest, std::numeric_limits<std::int64_t>::min());
    span.measured.set(static_cast<measure>(900), 7);
    span.message = "HTTP 500: \"overloaded\"";
    span.output = {std::string("line one\nline two\0with a zero", 29), true};
    span.error_output = {"warning", false};
    span.chunk_ns = {1, 2, 9'007'199'254'740'993};
    return span;
}

trial full_trial() {
    trial one;
    one.id.value = 17;
    one.workers = 4;
    one.repeat = 2;
    one.position = 5;
    one.state = trial_state::complete;
    one.seed = 18446744073709551615ULL;
    one.started_at = 1795253400123;
    one.time_ns = 9'007'199'254'740'993;
    one.slots = 4;
    one.jobs = 2;
    one.failed = 1;
    one.message = "one item failed";
    one.input_tokens = 240;
    one.output_tokens = 128;
    one.total_tokens = 368;
    one.cost = 0.0092;
    one.result_count = 12;
    one.attempts = {full_attempt(), attempt{}};
    one.intervals = {{0, worker_state::service, 1, 2, 0, 40}, {0, worker_state::idle, -1, 0, 40, 100}};
    one.samples = {{0, {}}, {200'000'000, {}}};
    one.samples[0].values.set(resource::machine_memory, 8'000'000'000);
    one.samples[1].values.set(resource::machine_cpu, 1750);
    one.samples[1].values.set(static_cast<resource>(900), -3);
    one.resources = summarise(one.samples);
    one.conditions.before.governor = "powersave, performance";
    one.conditions.before.frequency_driver = "intel_pstate";
    one.conditions.before.values.set(condition::turbo, 0);
    one.conditions.after.values.set(condition::throttle_count, 12);
    one.conditions.after.values.set(static_cast<condition>(901), 5);
    return one;
}

run_record full_record() {
    run_record record;
    record.summary.id.value = 12;
    record.summary.name = "belief extraction";
    record.summary.host_id = "machine-1";
    record.summary.host_name = "Ryzen desktop";
    record.summary.workload = "uv run generate";
    record.summary.kind = "command";
    record.summary.state = run_state::cancelled;
    record.summary.origin = run_origin::example;
    record.summary.simulated = true;
    record.summary.starred = true;
    record.summary.started_at = 1795253400123;
    record.summary.ended_at = 1795253500000;
    record.summary.workers = {1, 4};
    record.summary.trials_planned = 6;
    record.summary.trials_complete = 5;
    record.summary.tags = {"night", "tuned"};
    record.summary.notes = "quiet machine";
    record.host.id = "machine-1";
    record.host.name = "Ryzen desktop";
    record.plan = {{"sweeplab", 1}};
    record.work_hash = "abc";
    record.items = {{"0", "first"}, {"1", "second"}};
    record.currency = "EUR";
    trial interrupted;
    interrupted.slots = 1;
    record.trials = {full_trial(), interrupted};
    return record;
}

bool same(const trial& a, const trial& b) {
    return a.id == b.id && a.workers == b.workers && a.repeat == b.repeat && a.warm_up == b.warm_up &&
           a.position == b.position && a.state == b.state && a.seed == b.seed && a.started_at == b.started_at &&
           a.time_ns == b.time_ns && a.slots == b.slots && a.jobs == b.jobs && a.failed == b.failed &&
           a.message == b.message && a.input_tokens == b.input_tokens && a.output_tokens == b.output_tokens &&
           a.total_tokens == b.total_tokens && a.cost == b.cost && a.result_count == b.result_count &&
           a.attempts == b.attempts && a.intervals == b.intervals && a.samples == b.samples && a.resources == b.resources &&
           a.conditions == b.conditions;
}

bool same(const run_summary& a, const run_summary& b) {
    return a.id == b.id && a.name == b.name && a.host_id == b.host_id && a.host_name == b.host_name &&
           a.workload == b.workload && a.kind == b.kind && a.state == b.state && a.origin == b.origin &&
           a.simulated == b.simulated && a.starred == b.starred && a.started_at == b.started_at &&
           a.ended_at == b.ended_at && a.workers == b.workers && a.trials_planned == b.trials_planned &&
           a.trials_complete == b.trials_complete && a.tags == b.tags && a.notes == b.notes;
}

json through_text(const json& value) { return json::parse(value.dump()); }

}  // namespace

TEST_CASE("an attempt has the keys that others read") {
    const auto object = to_json(full_attempt());
    CHECK(object["item"] == 1);
    CHECK(object["number"] == 2);
    CHECK(object["worker"] == 3);
    CHECK(object["state"] == "failed");
    CHECK(object["reason"] == "http_status");
    CHECK(object["start_ns"].dump() == "9007199254740994");
    CHECK(object["tokens"] == 184);
    CHECK(object["measures"]["input_tokens"] == 120);
    CHECK(object["measures"]["measure_900"] == 7);
    const auto plain = to_json(attempt{});
    CHECK(plain["tokens"].is_null());
    CHECK_FALSE(plain.contains("output"));
    CHECK_FALSE(plain.contains("chunk_ns"));
}

TEST_CASE("a trial has the keys that others read") {
    const auto object = to_json(full_trial(), true);
    CHECK(object["id"] == 17);
    CHECK(object["workers"] == 4);
    CHECK(object["repeat"] == 2);
    CHECK(object["warm_up"] == false);
    CHECK(object["position"] == 5);
    CHECK(object["state"] == "complete");
    CHECK(object["started_at"] == "2026-11-21T09:30:00.123Z");
    CHECK(object["time_s"].get<double>() == doctest::Approx(9007199.254740993));
    CHECK(object["time_ns"].dump() == "9007199254740993");
    CHECK(object["jobs"] == 2);
    CHECK(object["failed"] == 1);
    CHECK(object["attempts"].size() == 2);
    const auto unfinished = to_json(trial{}, false);
    CHECK(unfinished["time_s"].is_null());
    CHECK(unfinished["started_at"].is_null());
    CHECK_FALSE(unfinished.contains("attempts"));
}

TEST_CASE("a run has the keys that others read") {
    const auto object = to_json(full_record().summary);
    CHECK(object["id"].dump() == "12");
    CHECK(object["host"] == "Ryzen desktop");
    CHECK(object["workload"] == "uv run generate");
    CHECK(object["state"] == "cancelled");
    CHECK(object["started_at"] == "2026-11-21T09:30:00.123Z");
    CHECK(object["workers"] == json({1, 4}));
    const auto record = to_json(full_record());
    for (const auto* key : {"run", "host", "plan", "items", "trials"}) CHECK(record.contains(key));
}

TEST_CASE("a run goes through JSON without loss") {
    const auto record = full_record();
    const auto again = read_run_record(through_text(to_json(record)), "");
    if (!again) FAIL(again.error().text());
    CHECK(same(again->summary, record.summary));
    CHECK(again->host == record.host);
    CHECK(again->plan == record.plan);
    CHECK(again->work_hash == record.work_hash);
    CHECK(again->items == record.items);
    CHECK(again->currency == record.currency);
    REQUIRE(again->trials.size() == 2);
    CHECK(same(again->trials[0], record.trials[0]));
    CHECK(same(again->trials[1], record.trials[1]));
    CHECK(through_text(to_json(*again)) == through_text(to_json(record)));

    auto imported = record;
    imported.plan = nullptr;
    CHECK(read_run_record(through_text(to_json(imported)), "")->plan.is_null());
}

TEST_CASE("bytes that are no text never make writing fail") {
    auto record = full_record();
    const std::string bytes = "\xFF\xC3(\xED\xA0\x80";
    record.summary.name = record.summary.notes = record.summary.workload = bytes;
    record.summary.tags = {bytes};
    record.host.name = record.host.cpu_model = record.host.notes = bytes;
    record.host.features = {bytes};
    record.items[0] = {bytes, bytes};
    record.trials[0].message = bytes;
    auto& span = record.trials[0].attempts[0];
    span.message = span.output.text = span.error_output.text = bytes;
    std::string text;
    CHECK_NOTHROW(text = to_json(record).dump());
    const auto again = read_run_record(json::parse(text), "");
    REQUIRE(again);
    CHECK(again->trials[0].attempts[0].output.text == "\uFFFD\uFFFD(\uFFFD\uFFFD\uFFFD");
    for (const run_event& event : std::initializer_list<run_event>{run_started{{1}, bytes, {1}, 1, 1, 1, false},
                                                                   run_message{{1}, run_message::level::note, bytes},
                                                                   run_finished{{1}, run_state::failed, bytes, 1}})
        CHECK_NOTHROW(text = to_json(event).dump());
}

TEST_CASE("a trial's time is read from seconds where nothing else is given") {
    const auto one = read_trial(json{{"workers", 4}, {"state", "complete"}, {"time_s", 58.5}}, "");
    REQUIRE(one);
    CHECK(one->time_ns == 58'500'000'000);
    CHECK(one->slots == 4);
}

TEST_CASE("an attempt of another's file may know only its service") {
    const auto span = read_attempt(json{{"item", 0}, {"start_ns", 5}, {"end_ns", 9}}, "");
    REQUIRE(span);
    CHECK(span->claimed_ns == 5);
    CHECK(span->released_ns == 9);
}

TEST_CASE("a damaged record is refused with the path") {
    const auto whole = through_text(to_json(full_record()));
    for (const auto& [pointer, value] : std::vector<std::pair<const char*, json>>{
             {"/run", nullptr},
             {"/run/name", nullptr},
             {"/run/state", "finished"},
             {"/run/started_at", "yesterday"},
             {"/run/workers/0", "x"},
             {"/host", nullptr},
             {"/host/threads", 0},
             {"/items/1/name", 5},
             {"/trials", "none"},
             {"/trials/0/workers", 0},
             {"/trials/0/state", 1},
             {"/trials/0/attempts/0/measures/no_such_thing", 1},
             {"/trials/0/attempts/0/measures/exit_code", 1.5},
             {"/trials/0/attempts/1/item", -1},
             {"/trials/0/attempts/1/item", 2},  // there are two items
             {"/trials/0/attempts/1/chunk_ns/0", "x"},
             {"/trials/0/intervals/1/state", "asleep"},
             {"/trials/0/intervals/1/end_ns", 3},
         }) {
        auto damaged = whole;
        damaged[json::json_pointer(pointer)] = value;
        const auto record = read_run_record(damaged, "/runs/0");
        CAPTURE(pointer);
        REQUIRE_FALSE(record);
        CHECK(record.error().where == std::string("/runs/0") + pointer);
    }
    auto disordered = whole;
    disordered["trials"][0]["attempts"][0]["start_ns"] = 5;
    CHECK(read_run_record(disordered, "").error().where == "/trials/0/attempts/0/start_ns");
    auto timeless = whole;
    timeless["trials"][0].erase("time_ns");
    timeless["trials"][0].erase("time_s");
    CHECK(read_run_record(timeless, "").error().where == "/trials/0/time_ns");
}

TEST_CASE("events go through JSON without loss, with the names of their fields") {
    auto summary = full_trial();
    summary.attempts.clear();
    summary.intervals.clear();
    auto span = full_attempt();
    const std::vector<run_event> events{run_started{{3}, "name", {1, 2, 4}, 9, 6, 12, true},
                                        trial_started{{3}, {7}, 4, 2, true, 5, 12},
                                        job_started{{3}, {7}, 11, 2, 3, 9'007'199'254'740'993},
                                        job_finished{{3}, {7}, span, false},
                                        trial_finished{{3}, summary},
                                        run_message{{3}, run_message::level::warning, "the governor is powersave"},
                                        run_progress{{3}, 1, 9, 4, 5, 1, 12, 118.25, 33.5},
                                        run_progress{{3}, 1, 9, 4, 5, 1, 12, std::nullopt, std::nullopt},
                                        run_finished{{3}, run_state::cancelled, "stopped by the user", 1}};
    for (const auto& event : events) {
        const auto written = to_json(event);
        CAPTURE(written.dump());
        CHECK(written["run"] == 3);
        const auto read = read_run_event(through_text(written), "");
        if (!read) FAIL(read.error().text());
        CHECK(read->index() == event.index());
        CHECK(to_json(*read) == written);
    }
    CHECK(to_json(events[0])["event"] == "run_started");
    CHECK(to_json(events[5])["severity"] == "warning");
    CHECK(to_json(events[7])["eta_s"].is_null());
    CHECK(std::get<job_finished>(read_run_event(to_json(events[3]), "").value()).span == span);
}

TEST_CASE("a line that is no event is refused") {
    CHECK(read_run_event(json{{"event", "coffee"}, {"run", 1}}, "").error().where == "/event");
    CHECK(read_run_event(json{{"event", "run_finished"}}, "").error().where == "/run");
    CHECK(read_run_event(json{{"event", "job_finished"}, {"run", 1}}, "").error().where == "/span");
    CHECK(read_run_event(json{{"event", "run_finished"}, {"run", 1}, {"state", "gone"}}, "").error().where == "/state");
    CHECK_FALSE(read_run_event(json::array(), ""));
}
