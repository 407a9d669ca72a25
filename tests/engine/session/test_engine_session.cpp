// The facade with everything real under it: processes, sockets, database, simulated endpoint.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "engine/analysis/loss_report.h"
#include "engine/prediction/stored_predictions.h"
#include "engine/session/engine_session.h"
#include "engine/workload/workload_kinds.h"
#include "tests/support/temporary_folder.h"

using namespace sweeplab;
using sweeplab::test::temporary_folder;

namespace {

// Keeps events and lets a test wait for one.
class event_log final : public event_sink {
public:
    void on_event(const run_event& event) override {
        const std::lock_guard lock(mutex_);
        events_.push_back(event);
        changed_.notify_all();
    }

    template <class Event>
    Event wait_for() {
        std::unique_lock lock(mutex_);
        const Event* found = nullptr;
        const bool came =
            changed_.wait_for(lock, std::chrono::seconds(120), [&] { return (found = find<Event>()) != nullptr; });
        REQUIRE(came);
        return *found;
    }

    template <class Event>
    int count() {
        const std::lock_guard lock(mutex_);
        int sum = 0;
        for (const auto& event : events_) sum += std::holds_alternative<Event>(event) ? 1 : 0;
        return sum;
    }

    // The last event of all is run_finished.
    bool ends_with_finish() {
        const std::lock_guard lock(mutex_);
        return !events_.empty() && std::holds_alternative<run_finished>(events_.back());
    }

private:
    template <class Event>
    const Event* find() const {
        for (const auto& event : events_)
            if (const auto* one = std::get_if<Event>(&event)) return one;
        return nullptr;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<run_event> events_;
};

class session_fixture {
public:
    session_fixture() { reopen(); }
    ~session_fixture() {
        if (session) session->remove_sink(log);
    }

    void reopen(bool with_examples = false) {
        session.reset();
        session_options options;
        options.store.file = folder / "runs.db";
        options.with_examples = with_examples;
        options.resources = SWEEPLAB_SOURCE_DIR "/resources";
        auto opened = engine_session::open(options);
        REQUIRE(opened);
        session = std::move(*opened);
        session->add_sink(log);
    }

    plan plan_of(const std::string& workload, const std::string& sweep, const std::string& rest = "") {
        const auto text =
            R"({"sweeplab": 1, "name": "test", "workload": )" + workload + R"(, "sweep": )" + sweep + rest + "}";
        auto work = parse_plan(text, "plan", known_workload_kinds());
        if (!work) FAIL(work.error().text());
        return std::move(*work);
    }

    result<run_id> start(plan work) {
        run_request request;
        request.work = std::move(work);
        request.base = folder.path();
        request.host = session->this_host();
        return session->start(std::move(request));
    }

    run_record load(run_id run) {
        auto record = session->store().load_run(run, load_detail::everything);
        if (!record) FAIL(record.error().text());
        return std::move(*record);
    }

    temporary_folder folder;
    event_log log;
    std::unique_ptr<engine_session> session;
};

const std::string echo = R"({"kind": "command", "mode": "per_item", "argv": ["echo", "{item}"], "items": ["a", "b", "c"]})";
const std::string sleepy = R"({"kind": "command", "mode": "per_item", "argv": ["sleep", "60"], "items": ["a", "b", "c"]})";

}  // namespace

TEST_CASE_FIXTURE(session_fixture, "real commands at 1, 2, 4 and 8 workers end in a stored run whose states sum exactly") {
    const auto run = start(plan_of(echo, R"({"workers": [1, 2, 4, 8], "repeats": 2, "warm_up": 1})"));
    REQUIRE(run);
    const auto finished = log.wait_for<run_finished>();
    CHECK(finished.state == run_state::complete);
    CHECK(log.count<trial_finished>() == 9);
    CHECK(log.count<job_finished>() == 27);
    session->wait();

    const auto record = load(*run);
    CHECK(record.summary.state == run_state::complete);
    CHECK_FALSE(record.summary.simulated);
    REQUIRE(record.trials.size() == 9);
    for (const auto& one : record.trials) {
        CHECK(one.state == trial_state::complete);
        CHECK(one.attempts.size() == 3);
        const auto tiled = check_tiling(one.intervals, one.slots, *one.time_ns);
        CHECK(tiled.has_value());
        for (const auto& span : one.attempts) CHECK(span.output.text == record.items[span.item].text + "\n");
        // Around it and during it the machine was watched, and the store kept what was seen.
        CHECK(one.conditions.growth(condition::read_at_ns).value_or(-1) >= *one.time_ns);
        CHECK(one.conditions.before.values.has(condition::spin_ns));
        CHECK(one.conditions.after.values.has(condition::spin_ns));
        REQUIRE_FALSE(one.samples.empty());
        CHECK(one.resources == summarise(one.samples));
    }
    CHECK(log.wait_for<trial_finished>().summary.samples.empty());  // an event carries the summary only
    CHECK(log.wait_for<trial_finished>().summary.resources.samples > 0);
    CHECK(log.ends_with_finish());
}

TEST_CASE_FIXTURE(session_fixture, "the simulated endpoint: streamed answers, tokens counted, marked as simulated") {
    const auto run =
        start(plan_of(R"({"kind": "llm", "endpoint": {"base_url": "simulated", "model": "sim-small"}, "prompt": "{item}",
        "items": {"made_up": {"count": 6, "words": 5, "seed": 1}}, "max_tokens": 8, "stream": true})",
                      R"({"workers": [1, 2, 4, 8]})", R"(, "prices": {"output_per_million": 1})"));
    REQUIRE_MESSAGE(run, run.error().text());
    CHECK(log.wait_for<run_finished>().state == run_state::complete);
    session->wait();
    const auto record = load(*run);
    CHECK(record.summary.simulated);
    REQUIRE(record.trials.size() == 4);
    for (const auto& one : record.trials) {
        CHECK(one.failed == 0);
        CHECK(one.output_tokens.value_or(0) > 0);
        CHECK(one.cost.value_or(0) == doctest::Approx(static_cast<double>(*one.output_tokens) * 1e-6));
        CHECK(one.output_tokens == record.trials.front().output_tokens);  // the same work at every worker count
        CHECK(one.conditions.before.values.get(condition::round_trip_ns).value_or(0) > 0);
        CHECK_FALSE(one.conditions.after.values.has(condition::round_trip_ns));
    }
    // The stored plan names the built-in endpoint, not the port it had this time.
    CHECK(record.plan["workload"]["endpoint"]["base_url"] == "simulated");
}

TEST_CASE_FIXTURE(session_fixture, "what cannot run leaves nothing behind") {
    const auto missing = start(plan_of(
        R"({"kind": "command", "mode": "per_item", "argv": ["/no/such/program"], "items": ["a"]})", R"({"workers": [1]})"));
    REQUIRE_FALSE(missing);
    const auto down = start(plan_of(R"({"kind": "llm", "endpoint": {"base_url": "http://127.0.0.1:1/v1", "model": "m"},
        "prompt": "{item}", "items": ["a"]})",
                                    R"({"workers": [1]})"));
    REQUIRE_FALSE(down);
    CHECK(down.error().kind == error_kind::network);
    CHECK(session->store().list_runs()->empty());
    CHECK_FALSE(session->sweeping());
    CHECK(start(plan_of(echo, R"({"workers": [1]})")));  // and the next one starts
}

TEST_CASE_FIXTURE(session_fixture, "stop twice: the trial is kept as cancelled, and resume does only what is missing") {
    const auto touch = folder.write("work.sh", "#!/bin/sh\n[ -e go ] || exec sleep 60\necho \"$1\" >> done.txt\n");
    std::filesystem::permissions(touch, std::filesystem::perms::owner_all);
    folder.write("go", "");
    auto work =
        plan_of(R"({"kind": "command", "mode": "per_item", "argv": ["./work.sh", "{workers}"], "items": ["a", "b"]})",
                R"({"workers": [1, 2], "repeats": 1})");
    // The first trial runs through, the second hangs.
    struct remover final : event_sink {
        explicit remover(std::filesystem::path f) : file(std::move(f)) {}
        void on_event(const run_event& event) override {
            if (std::holds_alternative<trial_finished>(event)) std::filesystem::remove(file);
            if (const auto* started = std::get_if<trial_started>(&event); started && started->workers == 2) second = true;
        }
        std::filesystem::path file;
        std::atomic<bool> second = false;
    } hang_next{folder / "go"};
    session->add_sink(hang_next);
    const auto run = start(std::move(work));
    REQUIRE(run);
    while (!hang_next.second) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    session->stop();
    session->stop();
    const auto finished = log.wait_for<run_finished>();
    CHECK(finished.state == run_state::cancelled);
    session->wait();
    session->remove_sink(hang_next);
    auto record = load(*run);
    REQUIRE(record.trials.size() == 2);
    CHECK(record.trials[0].state == trial_state::complete);
    CHECK(record.trials[1].state == trial_state::cancelled);

    // Another session, as after a restart: the folder of the plan is known.
    session->remove_sink(log);
    reopen();
    folder.write("go", "");
    const auto resumed = session->resume(*run);
    REQUIRE_MESSAGE(resumed, resumed.error().text());
    session->wait();
    record = load(*run);
    CHECK(record.summary.state == run_state::complete);
    REQUIRE(record.trials.size() == 3);
    CHECK(record.trials[2].state == trial_state::complete);
    CHECK(record.trials[2].workers == 2);
    CHECK(test::read_file(folder / "done.txt") == "1\n1\n2\n2\n");
    CHECK_FALSE(session->resume(*run));  // nothing is missing any more
}

TEST_CASE_FIXTURE(session_fixture, "one sweep at a time, and closing in the middle ends its processes") {
    const auto run = start(plan_of(sleepy, R"({"workers": [2]})"));
    REQUIRE(run);
    CHECK(session->sweeping());
    CHECK(session->current_run() == *run);
    const auto second = start(plan_of(echo, R"({"workers": [1]})"));
    REQUIRE_FALSE(second);
    CHECK(second.error().kind == error_kind::busy);
    log.wait_for<job_started>();
    session->remove_sink(log);
    reopen();  // destroys the session
    const auto record = load(*run);
    CHECK(record.summary.state == run_state::cancelled);
    REQUIRE(record.trials.size() == 1);
    CHECK(record.trials[0].state == trial_state::cancelled);
}

TEST_CASE_FIXTURE(session_fixture, "a trial's time limit fails that trial only") {
    auto work = plan_of(sleepy, R"({"workers": [1, 3], "trial_timeout_s": 0.2})");
    const auto run = start(std::move(work));
    REQUIRE(run);
    session->wait();
    const auto record = load(*run);
    CHECK(record.summary.state == run_state::complete);
    REQUIRE(record.trials.size() == 2);
    for (const auto& one : record.trials) {
        CHECK(one.state == trial_state::failed);
        CHECK_FALSE(one.time_ns);
        CHECK(one.message.find("time limit") != std::string::npos);
    }
}

TEST_CASE_FIXTURE(session_fixture,
                  "a sweep that predicts keeps what it expects before it measures it, and is scored by it") {
    const auto run = start(plan_of(
        R"({"kind": "command", "mode": "per_item", "argv": ["sleep", "0.02"], "items": ["a", "b", "c", "d", "e", "f"]})",
        R"({"workers": [1, 2, 3, 6], "predict": true})"));
    REQUIRE(run);
    log.wait_for<run_finished>();
    session->wait();
    const auto record = load(*run);
    std::vector<int> order;
    for (const auto& one : record.trials) order.push_back(one.workers);
    CHECK(order == std::vector<int>{1, 2, 3, 6});
    const auto predictions = stored_predictions(record);
    REQUIRE(predictions.size() == 2);
    for (const auto& made : predictions) {
        const auto measured = std::ranges::find(record.trials, made.workers, &trial::workers);
        REQUIRE(measured != record.trials.end());
        CHECK(made.made_at <= measured->started_at);
        CHECK(made.input_trials.size() >= 1);
        CHECK(made.score);
        CHECK(made.time_s > 0);
    }
    CHECK(predictions[0].workers == 3);
    CHECK(predictions[1].workers == 6);
    CHECK(log.count<run_message>() >= 1);
}

TEST_CASE_FIXTURE(session_fixture, "a sweep whose first part predicts nothing says why and goes on") {
    const auto run = start(plan_of(R"({"kind": "command", "mode": "per_item", "argv": ["true"], "items": ["a", "b"]})",
                                   R"({"workers": [1, 2, 4], "predict": true})"));
    REQUIRE(run);
    CHECK(log.wait_for<run_finished>().state == run_state::complete);
    session->wait();
    CHECK(load(*run).predictions.empty());
    CHECK(load(*run).trials.size() == 3);
    CHECK(log.wait_for<run_message>().text.find("No prediction") != std::string::npos);
}

TEST_CASE_FIXTURE(session_fixture, "items begin when what they need has ended, and the waits are accounted for") {
    folder.write("dag.jsonl", R"({"id": "a", "text": "0.06"}
{"id": "b", "text": "0.01"}
{"id": "c", "text": "0.01", "depends_on": ["a", "b"]}
)");
    const auto run = start(
        plan_of(R"({"kind": "command", "mode": "per_item", "argv": ["sleep", "{item}"], "items": {"file": "dag.jsonl"}})",
                R"({"workers": [1, 2]})"));
    REQUIRE(run);
    log.wait_for<run_finished>();
    session->wait();
    const auto record = load(*run);
    REQUIRE(record.items.size() == 3);
    CHECK(record.items[2].depends_on == std::vector<int>{0, 1});
    const auto& both = record.trials[1];
    const auto span_of = [&](int item) { return *std::ranges::find(both.attempts, item, &attempt::item); };
    CHECK(span_of(2).start_ns >= span_of(0).end_ns);
    const auto report = make_loss_report(record);
    const auto& point = report.points.back();
    CHECK(point.mean.sum() == point.mean.total);
    CHECK(point.mean.dependency > 0);
    REQUIRE_FALSE(point.blame.items.empty());
    CHECK(point.blame.items.front().item == 0);
}

TEST_CASE_FIXTURE(session_fixture, "longest first goes by what the items took before") {
    const auto run = start(
        plan_of(R"({"kind": "command", "mode": "per_item", "argv": ["sleep", "{item}"], "items": ["0.01", "0.08", "0.03"]})",
                R"({"workers": [1, 2], "items": "longest-first"})"));
    REQUIRE(run);
    log.wait_for<run_finished>();
    session->wait();
    const auto record = load(*run);
    const auto claimed_first = [](const trial& one) {
        return std::ranges::min_element(one.attempts, {}, &attempt::claimed_ns)->item;
    };
    CHECK(claimed_first(record.trials[0]) == 0);  // nothing is known yet
    CHECK(claimed_first(record.trials[1]) == 1);
}

TEST_CASE_FIXTURE(session_fixture, "every job failing is a failed trial, not a fast one") {
    const auto run = start(plan_of(R"({"kind": "command", "mode": "per_item", "argv": ["false"], "items": ["a", "b"]})",
                                   R"({"workers": [1]})", R"(, "limits": {"max_attempts": 1})"));
    REQUIRE(run);
    CHECK(log.wait_for<run_finished>().trials_failed == 1);
    session->wait();
    const auto record = load(*run);
    CHECK(record.trials[0].state == trial_state::failed);
    CHECK(record.trials[0].failed == 2);
    CHECK(record.trials[0].message == "exit code 1");
    CHECK_FALSE(record.trials[0].counts());
}

TEST_CASE_FIXTURE(session_fixture, "an answer of 401 in the middle ends the sweep with the server's words") {
    simulator_options guarded;
    guarded.api_key = "right";
    const auto server = simulated_endpoint::start(guarded);
    REQUIRE(server);
    const auto run =
        start(plan_of(R"({"kind": "llm", "endpoint": {"base_url": ")" + (*server)->base_url() + R"(", "model": "sim-small"},
        "prompt": "{item}", "items": ["a", "b"]})",
                      R"({"workers": [1, 2]})"));
    REQUIRE_FALSE(run);
    CHECK(run.error().kind == error_kind::refused);
    CHECK(session->store().list_runs()->empty());
}

TEST_CASE_FIXTURE(session_fixture, "try one job shows the answer or the error, and stores nothing") {
    std::promise<result<trial_job_result>> answer;
    session->try_one_job(plan_of(echo, R"({"workers": [1]})"), folder.path(),
                         [&](auto got) { answer.set_value(std::move(got)); });
    const auto got = answer.get_future().get();
    REQUIRE(got);
    CHECK(got->succeeded);
    CHECK(got->span.output.text == "a\n");
    CHECK(got->item_text == "a");

    std::promise<result<trial_job_result>> refusal;
    session->try_one_job(
        plan_of(R"({"kind": "command", "mode": "per_item", "argv": ["/no/such"], "items": ["a"]})", R"({"workers": [1]})"),
        folder.path(), [&](auto got_none) { refusal.set_value(std::move(got_none)); });
    CHECK_FALSE(refusal.get_future().get());
    CHECK(session->store().list_runs()->empty());
}

TEST_CASE_FIXTURE(session_fixture, "the job that is tried is one that needs no other") {
    const auto pipeline = R"({"kind": "pipeline", "steps": [
        {"name": "second", "command": {"argv": ["echo", "{steps.first.text}"]}},
        {"name": "first", "command": {"argv": ["echo", "it"]}}]})";
    std::promise<result<trial_job_result>> answer;
    session->try_one_job(plan_of(pipeline, R"({"workers": [1]})"), folder.path(),
                         [&](auto got) { answer.set_value(std::move(got)); });
    const auto got = answer.get_future().get();
    REQUIRE(got);
    CHECK_MESSAGE(got->succeeded, got->span.message);
    CHECK(got->span.output.text == "it\n");
}

TEST_CASE_FIXTURE(session_fixture, "a session that ends while a job is tried ends the job") {
    session->try_one_job(plan_of(sleepy, R"({"workers": [1]})"), folder.path(), [](auto) {});
    session->remove_sink(log);
    session.reset();
    reopen();
}

TEST_CASE_FIXTURE(session_fixture, "the estimate knows nothing at first, and learns from a saved run") {
    const auto work = plan_of(echo, R"({"workers": [1, 2], "repeats": 3})");
    const auto host = session->this_host().id;
    const auto before = session->estimate(work, folder.path(), host);
    REQUIRE(before);
    CHECK(before->trials == 6);
    CHECK(before->jobs == 18);
    CHECK_FALSE(before->seconds);
    REQUIRE(start(work));
    session->wait();
    const auto after = session->estimate(work, folder.path(), host);
    REQUIRE(after);
    CHECK(after->seconds.value_or(0) > 0);
    CHECK_FALSE(session->estimate(work, folder.path(), "another host")->seconds);
}

TEST_CASE_FIXTURE(session_fixture, "this machine comes first among the hosts and keeps what a person added") {
    auto mine = session->this_host();
    mine.price = 2000;
    mine.cpu_model = "something else";
    REQUIRE(session->store().save_host(mine));
    const auto hosts = session->hosts();
    REQUIRE(hosts);
    CHECK(hosts->front().id == mine.id);
    CHECK(hosts->front().price == 2000);
    CHECK(hosts->front().cpu_model == session->this_host().cpu_model);
}

TEST_CASE("a new library gets the published examples, an old one is left alone") {
    temporary_folder folder;
    session_options options;
    options.store.file = folder / "runs.db";
    options.resources = SWEEPLAB_SOURCE_DIR "/resources";
    options.with_examples = true;
    for (int time = 0; time < 2; ++time) {
        auto session = engine_session::open(options);
        REQUIRE(session);
        const auto runs = (*session)->store().list_runs();
        REQUIRE(runs);
        REQUIRE(runs->size() == 1);
        CHECK(runs->front().origin == run_origin::example);
        CHECK(runs->front().workers == std::vector<int>{1, 4, 10, 20, 50});
        CHECK((*session)->hosts()->size() == 4);
        CHECK_FALSE((*session)->resume(runs->front().id));
    }
}

TEST_CASE("sessions that end at once, again and again, with a sweep under way") {
    temporary_folder folder;
    for (int i = 0; i < 30; ++i) {
        session_options options;
        options.store.file = folder / "runs.db";
        auto session = engine_session::open(options);
        REQUIRE(session);
        run_request request;
        request.work =
            *parse_plan(R"({"sweeplab": 1, "name": "x", "workload": )" + sleepy + R"(, "sweep": {"workers": [2]}})", "plan",
                        known_workload_kinds());
        request.base = folder.path();
        REQUIRE((*session)->start(std::move(request)));
        if (i % 3 == 0) (*session)->stop();
    }
}
