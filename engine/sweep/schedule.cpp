#include "engine/sweep/schedule.h"

#include <algorithm>

#include "engine/foundation/random.h"

namespace sweeplab {
namespace {

std::uint64_t seed_of_repeat(std::uint64_t sweep_seed, int repeat) {
    return random_source(sweep_seed * 1'000'003 + static_cast<std::uint64_t>(repeat)).next() >> 32;
}

void append(std::vector<planned_trial>& schedule, const sweep_spec& sweep, int workers, int repeat, bool warm_up) {
    schedule.push_back({workers, repeat, warm_up, static_cast<int>(schedule.size()), seed_of_repeat(sweep.seed, repeat)});
}

}  // namespace

std::vector<planned_trial> schedule_of(const sweep_spec& sweep) {
    std::vector<planned_trial> schedule;
    if (sweep.workers.empty()) return schedule;
    for (int repeat = 1; repeat <= sweep.warm_up; ++repeat) append(schedule, sweep, sweep.workers.front(), repeat, true);

    if (sweep.order == trial_order::ascending) {
        auto counts = sweep.workers;
        std::sort(counts.begin(), counts.end());
        for (const int workers : counts)
            for (int repeat = 1; repeat <= sweep.repeats; ++repeat) append(schedule, sweep, workers, repeat, false);
        return schedule;
    }
    random_source random(sweep.seed);
    for (int repeat = 1; repeat <= sweep.repeats; ++repeat) {
        auto round = sweep.workers;
        random.shuffle(round);
        for (const int workers : round) append(schedule, sweep, workers, repeat, false);
    }
    return schedule;
}

}  // namespace sweeplab
