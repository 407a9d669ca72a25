// Runs recorded worker by worker, with accounts that can be worked out by hand.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "widgets/charts/loss_chart_data.h"

namespace sweeplab::examples {

inline constexpr std::int64_t second = 1'000'000'000;

struct done_item {
    int worker;
    int item;
    double from_s;
    double to_s;
};

// Every item begins where the one before it on its worker ends; a worker is idle after its last.
inline trial recorded_trial(int workers, double seconds, const std::vector<done_item>& items, int repeat = 1) {
    const auto ns = [](double s) { return static_cast<std::int64_t>(s * 1e9); };
    trial one;
    one.id.value = workers * 100 + repeat;
    one.workers = one.slots = workers;
    one.repeat = repeat;
    one.state = trial_state::complete;
    one.time_ns = ns(seconds);
    one.jobs = static_cast<int>(items.size());
    std::vector<std::int64_t> reached(static_cast<std::size_t>(workers), 0);
    for (const auto& done : items) {
        attempt span;
        span.item = done.item;
        span.number = 1;
        span.worker = done.worker;
        span.state = attempt_state::succeeded;
        span.start_ns = ns(done.from_s);
        span.end_ns = ns(done.to_s);
        one.attempts.push_back(span);
        auto& at = reached[static_cast<std::size_t>(done.worker)];
        if (at < span.start_ns)
            one.intervals.push_back({done.worker, worker_state::overhead, done.item, 0, at, span.start_ns});
        one.intervals.push_back({done.worker, worker_state::service, done.item, 1, span.start_ns, span.end_ns});
        at = span.end_ns;
    }
    for (int worker = 0; worker < workers; ++worker) {
        const auto at = reached[static_cast<std::size_t>(worker)];
        if (at < ns(seconds)) one.intervals.push_back({worker, worker_state::idle, -1, 0, at, ns(seconds)});
    }
    return one;
}

inline run_record recorded_run(std::int64_t id, const std::string& host, std::vector<trial> trials, int items = 2) {
    run_record run;
    run.summary.id = run_id{id};
    run.summary.name = "run " + std::to_string(id);
    run.summary.state = run_state::complete;
    run.host.name = host;
    for (int i = 0; i < items; ++i) run.items.push_back({std::to_string(i), "text"});
    run.trials = std::move(trials);
    return run;
}

// Two items of 4 s and 2 s alone. On two workers they take 5 s and 3 s: 10 worker-seconds, of which 6 useful, 2 slower
// service, 2 idle.
inline run_record slower_together(std::int64_t id = 1, const std::string& host = "desk") {
    return recorded_run(
        id, host, {recorded_trial(1, 6, {{0, 0, 0, 4}, {0, 1, 4, 6}}), recorded_trial(2, 5, {{0, 0, 0, 5}, {1, 1, 0, 3}})});
}

// Alone 4 s each; on two workers 3 s each, after half a second of overhead: 7 worker-seconds, of which 8 useful,
// -2 for the faster service, 1 overhead.
inline run_record faster_together(std::int64_t id = 2, const std::string& host = "server") {
    return recorded_run(
        id, host,
        {recorded_trial(1, 8, {{0, 0, 0, 4}, {0, 1, 4, 8}}), recorded_trial(2, 3.5, {{0, 0, 0.5, 3.5}, {1, 1, 0.5, 3.5}})});
}

// Repeats that scatter by more than what they differ by.
inline run_record noisy(std::int64_t id = 3) {
    return recorded_run(
        id, "noisy",
        {recorded_trial(1, 6, {{0, 0, 0, 4}, {0, 1, 4, 6}}), recorded_trial(1, 8, {{0, 0, 0, 5}, {0, 1, 5, 8}}, 2),
         recorded_trial(2, 5, {{0, 0, 0, 5}, {1, 1, 0, 2.25}}), recorded_trial(2, 5, {{0, 0, 0, 4.25}, {1, 1, 0, 3}}, 2)});
}

// Only times, as a published table has them.
inline run_record only_times(std::int64_t id = 4) {
    auto run = slower_together(id, "published");
    for (auto& one : run.trials) {
        one.attempts.clear();
        one.intervals.clear();
    }
    return run;
}

inline loss_run loss_run_of(const run_record& run) {
    return make_loss_run(run, std::make_shared<const loss_report>(make_loss_report(run)));
}

}  // namespace sweeplab::examples
