// Trials as a dispatcher would have left them, made up by seed: every worker is in one state at each instant.
#pragma once

#include "engine/foundation/random.h"
#include "engine/model/run.h"

namespace sweeplab::test {

struct schedule_shape {
    int workers = 4;
    int attempts_each = 50;
    double failed_share = 0.1;
    std::int64_t longest_ns = 1'000'000;
};

inline trial made_up_trial(const schedule_shape& shape, std::uint64_t seed) {
    random_source random(seed);
    const auto some = [&](std::int64_t most) {
        return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most) + 1));
    };
    trial made;
    made.id = {static_cast<std::int64_t>(seed)};
    made.workers = made.slots = shape.workers;
    made.state = trial_state::complete;
    int item = 0;
    std::int64_t end = 0;
    std::vector<std::int64_t> reached(static_cast<std::size_t>(shape.workers));
    for (int worker = 0; worker < shape.workers; ++worker) {
        std::int64_t& at = reached[static_cast<std::size_t>(worker)];
        const auto spend = [&](worker_state state, std::int64_t length, int of_item, int number) {
            if (length > 0) made.intervals.push_back({worker, state, of_item, number, at, at + length});
            at += length;
        };
        int number = 1;
        for (int i = 0; i < shape.attempts_each; ++i) {
            attempt one;
            one.item = item;
            one.number = number;
            one.worker = worker;
            one.claimed_ns = at;
            spend(
                number > 1 ? (random.below(2) ? worker_state::back_off : worker_state::rate_limit) : worker_state::overhead,
                some(shape.longest_ns / 8), item, number);
            one.start_ns = at;
            // Now and then an attempt takes no time at all, such as a program that is not there.
            spend(worker_state::service, random.below(12) == 0 ? 0 : some(shape.longest_ns), item, number);
            one.end_ns = at;
            spend(worker_state::overhead, some(50), item, number);
            one.released_ns = at;
            const bool failed = random.uniform() < shape.failed_share;
            one.state = failed ? attempt_state::failed : attempt_state::succeeded;
            one.reason = failed ? failure_reason::http_status : failure_reason::none;
            made.attempts.push_back(one);
            if (failed && number < 3) {
                ++number;
            } else {
                ++item;
                number = 1;
            }
            if (random.below(10) == 0) spend(worker_state::dependency, some(shape.longest_ns / 4), -1, 0);
        }
        end = std::max(end, at);
    }
    for (int worker = 0; worker < shape.workers; ++worker)
        if (const std::int64_t at = reached[static_cast<std::size_t>(worker)]; at < end)
            made.intervals.push_back({worker, worker_state::idle, -1, 0, at, end});
    made.time_ns = end;
    made.jobs = item;
    return made;
}

}  // namespace sweeplab::test
