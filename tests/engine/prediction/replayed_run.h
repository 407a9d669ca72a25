// Saved runs whose trials a replay carried out, so that what they must predict is known.
#pragma once

#include <cmath>

#include "engine/foundation/random.h"
#include "engine/model/run.h"
#include "engine/prediction/replay.h"

namespace sweeplab::test {

inline std::vector<replay_item> made_up_items(int count, std::uint64_t seed = 1) {
    random_source random(seed);
    std::vector<replay_item> items(static_cast<std::size_t>(count));
    for (auto& one : items) one.service_ns = 500'000'000 + static_cast<std::int64_t>(random.below(3'000'000'000));
    return items;
}

// Every item takes (1 + share · normal) of its time.
inline std::vector<replay_item> with_noise(std::vector<replay_item> items, double share, std::uint64_t seed) {
    random_source random(seed);
    for (auto& one : items)
        one.service_ns = std::llround(static_cast<double>(one.service_ns) * std::max(1 + share * random.normal(), 0.05));
    return items;
}

inline trial replayed_trial(const std::vector<replay_item>& items, const replay_settings& settings, int repeat = 1) {
    const auto replayed = replay(items, settings);
    trial one;
    one.workers = one.slots = settings.workers;
    one.repeat = repeat;
    one.state = trial_state::complete;
    one.time_ns = replayed.makespan_ns;
    one.jobs = static_cast<int>(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto& [start, end] = replayed.items[i];
        attempt span;
        span.item = static_cast<std::int32_t>(i);
        span.claimed_ns = start - settings.overhead_ns;
        span.start_ns = start;
        span.end_ns = span.released_ns = end;
        one.attempts.push_back(span);
        if (settings.workers > 1) continue;
        if (settings.overhead_ns > 0)
            one.intervals.push_back({0, worker_state::overhead, span.item, 1, span.claimed_ns, span.start_ns});
        one.intervals.push_back({0, worker_state::service, span.item, 1, span.start_ns, span.end_ns});
    }
    return one;
}

inline void add_trial(run_record& run, trial one) {
    one.id.value = 100 + static_cast<std::int64_t>(run.trials.size());
    one.position = static_cast<int>(run.trials.size());
    run.trials.push_back(std::move(one));
}

inline run_record replayed_run(const std::vector<replay_item>& items, const std::vector<int>& workers,
                               replay_settings settings = {}) {
    run_record run;
    run.summary.id.value = 7;
    run.summary.state = run_state::complete;
    run.summary.workers = workers;
    for (std::size_t i = 0; i < items.size(); ++i) run.items.push_back({std::to_string(i), "text"});
    for (const int count : workers) {
        settings.workers = count;
        add_trial(run, replayed_trial(items, settings));
    }
    return run;
}

}  // namespace sweeplab::test
