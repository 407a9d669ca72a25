// Runs, trials and attempts made up for the store's tests, and ways to look at them.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "engine/store/run_store.h"
#include "tests/support/temporary_folder.h"

namespace sweeplab::test {

inline std::unique_ptr<run_store> open_store(const std::filesystem::path& file, duration group_commit = 10ms) {
    store_options options;
    options.file = file;
    options.group_commit = group_commit;
    auto opened = run_store::open(options);
    if (!opened) FAIL(opened.error().text());
    return std::move(*opened);
}

// The value, or the test ends with the error's text.
template <class T>
T value_of(result<T> outcome) {
    if (!outcome) FAIL(outcome.error().text());
    if constexpr (!std::is_void_v<T>) return std::move(*outcome);
}

inline attempt plain_attempt(int item, std::int64_t start_ns) {
    attempt span;
    span.item = item;
    span.worker = item % 4;
    span.claimed_ns = start_ns - 10;
    span.start_ns = start_ns;
    span.end_ns = start_ns + 1000 + item;
    span.released_ns = span.end_ns + 20;
    span.measured.set(measure::output_tokens, 100 + item);
    return span;
}

// Every field set, with bytes that are no text.
inline attempt rich_attempt(int item, std::int64_t start_ns) {
    attempt span = plain_attempt(item, start_ns);
    span.number = 3;
    span.state = attempt_state::failed;
    span.reason = failure_reason::http_status;
    span.measured.set(measure::http_status, 503);
    span.measured.set(measure::result_digest, std::numeric_limits<std::int64_t>::min());
    span.measured.set(measure::involuntary_switches, std::numeric_limits<std::int64_t>::max());
    span.measured.set(static_cast<measure>(65535), -1);
    span.message = "the server said \"später\"; '); DROP TABLE runs; --";
    span.output = {std::string("a\0b\xff\xfe\xc3(", 7), true};
    span.error_output = {std::string(100'000, '\0') + "end", false};
    span.chunk_ns = {start_ns + 1, start_ns + 1, start_ns + 500, start_ns + 400};
    return span;
}

inline trial plain_trial(int workers, int repeat = 1) {
    trial each;
    each.workers = workers;
    each.repeat = repeat;
    each.slots = workers;
    each.seed = 7;
    each.started_at = 1'700'000'000'000;
    return each;
}

// Samples, their summary and conditions, as a measured trial has them.
inline void add_telemetry(trial& each) {
    each.samples.resize(3);
    for (std::size_t i = 0; i < each.samples.size(); ++i) {
        auto& sample = each.samples[i];
        sample.at_ns = static_cast<std::int64_t>(i) * 200'000'000;
        sample.values.set(resource::machine_memory, 8'000'000'000 - static_cast<std::int64_t>(i) * 4096);
        if (i > 0) sample.values.set(resource::machine_cpu, 1500 + static_cast<std::int64_t>(i));
        sample.values.set(static_cast<resource>(65535), std::numeric_limits<std::int64_t>::min());
    }
    each.resources = summarise(each.samples);
    each.conditions.before.governor = "schedutil";
    each.conditions.before.values.set(condition::throttle_count, 3);
    each.conditions.after.frequency_driver = "acpi-cpufreq";
    each.conditions.after.values.set(condition::throttle_count, 5);
    each.conditions.after.values.set(static_cast<condition>(999), -1);
}

inline host_profile a_host(const std::string& name) {
    host_profile host;
    host.id = "id-of-" + name;
    host.name = name;
    host.physical_cores = 8;
    host.features = {"AVX2", "FMA"};
    host.expected_tokens_per_s = number_range{30, 50};
    return host;
}

inline run_record plain_run(const std::string& name, unix_ms started_at = 1'700'000'000'000) {
    run_record record;
    record.summary.name = name;
    record.summary.host_id = "id-of-desk";
    record.summary.host_name = "desk";
    record.summary.workload = "true";
    record.summary.kind = "command";
    record.summary.started_at = started_at;
    record.summary.workers = {1, 2, 4};
    record.summary.trials_planned = 3;
    record.host = a_host("desk");
    record.plan = json{{"sweeplab", 1}, {"name", name}};
    record.work_hash = "0123456789abcdef";
    record.base_folder = "/home/someone/plans";
    record.items = {{"0", "first"}, {"1", "second"}};
    return record;
}

inline void check_same(const trial& a, const trial& b) {
    CHECK(a.workers == b.workers);
    CHECK(a.repeat == b.repeat);
    CHECK(a.warm_up == b.warm_up);
    CHECK(a.position == b.position);
    CHECK(a.state == b.state);
    CHECK(a.seed == b.seed);
    CHECK(a.started_at == b.started_at);
    CHECK(a.time_ns == b.time_ns);
    CHECK(a.slots == b.slots);
    CHECK(a.jobs == b.jobs);
    CHECK(a.failed == b.failed);
    CHECK(a.message == b.message);
    CHECK(a.input_tokens == b.input_tokens);
    CHECK(a.output_tokens == b.output_tokens);
    CHECK(a.total_tokens == b.total_tokens);
    CHECK(a.cost == b.cost);
    CHECK(a.result_count == b.result_count);
    CHECK((a.attempts == b.attempts));
    CHECK((a.intervals == b.intervals));
    CHECK((a.samples == b.samples));
    CHECK((a.resources == b.resources));
    CHECK((a.conditions == b.conditions));
}

// Asks again and again until it holds; false when it does not within a time that only a fault can take.
inline bool holds_in_time(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

}  // namespace sweeplab::test
