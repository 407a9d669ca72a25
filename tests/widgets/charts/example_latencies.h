// Runs of answers whose times can be worked out by hand.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "widgets/charts/latency_chart_data.h"

namespace sweeplab::examples {

inline constexpr std::int64_t ms = 1'000'000;

// A streamed answer of 11 tokens in 6 chunks.
inline attempt streamed_answer(std::int64_t first_ms, std::int64_t whole_ms, std::int64_t late_ms = 0) {
    attempt span;
    span.start_ns = 1000 * ms;
    span.end_ns = (1000 + whole_ms) * ms;
    span.measured.set(measure::due_at, (1000 - late_ms) * ms);
    span.measured.set(measure::sent_at, 1000 * ms);
    span.measured.set(measure::first_content_at, (1000 + first_ms) * ms);
    span.measured.set(measure::last_content_at, (1000 + whole_ms) * ms);
    span.measured.set(measure::chunk_count, std::int64_t{6});
    span.measured.set(measure::output_tokens, std::int64_t{11});
    return span;
}

inline trial answered_trial(int workers, std::vector<attempt> attempts, int repeat = 1) {
    trial one;
    one.id.value = workers * 100 + repeat;
    one.workers = one.slots = workers;
    one.repeat = repeat;
    one.state = trial_state::complete;
    one.time_ns = 10'000 * ms;
    one.jobs = static_cast<int>(attempts.size());
    one.attempts = std::move(attempts);
    return one;
}

// First tokens after 1, 2, … `count` ms, times `factor`; the whole answer takes 500 ms more.
inline trial even_trial(int workers, int count, std::int64_t factor = 1, std::int64_t late_ms = 0) {
    std::vector<attempt> attempts;
    for (int i = 1; i <= count; ++i) attempts.push_back(streamed_answer(i * factor, i * factor + 500, late_ms));
    return answered_trial(workers, std::move(attempts));
}

inline run_record answered_run(std::vector<trial> trials, std::int64_t id = 1, const std::string& host = "desk") {
    run_record run;
    run.summary.id = run_id{id};
    run.summary.name = "run " + std::to_string(id);
    run.summary.state = run_state::complete;
    run.host.name = host;
    run.trials = std::move(trials);
    return run;
}

// 100 answers at 1 worker and as many at 4, each four times as late.
inline run_record later_together(std::int64_t id = 1, const std::string& host = "desk") {
    return answered_run({even_trial(1, 100), even_trial(4, 100, 4)}, id, host);
}

inline run_record of_commands(std::int64_t id = 3) {
    std::vector<attempt> attempts;
    for (int i = 1; i <= 20; ++i) {
        attempt span;
        span.end_ns = i * 10 * ms;
        attempts.push_back(span);
    }
    return answered_run({answered_trial(2, std::move(attempts))}, id, "shell");
}

// Only times, as a published table has them.
inline run_record times_of_trials(std::int64_t id = 4) {
    return answered_run({answered_trial(1, {}), answered_trial(2, {})}, id, "published");
}

inline latency_run latency_run_of(const run_record& run) {
    return make_latency_run(run, std::make_shared<const latency_report>(make_latency_report(run)));
}

inline latency_content latency_content_of(const std::vector<run_record>& records,
                                          latency_quantity wanted = latency_quantity::first_token) {
    latency_content content;
    for (const auto& record : records) content.runs.push_back(latency_run_of(record));
    content.wanted = wanted;
    return content;
}

}  // namespace sweeplab::examples
