#include "engine/sweep/schedule.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/foundation/random.h"

namespace sweeplab {
namespace {

void append(std::vector<planned_trial>& schedule, const sweep_spec& sweep, int workers, int repeat, bool warm_up,
            int stage) {
    schedule.push_back(
        {workers, repeat, warm_up, static_cast<int>(schedule.size()), stage, seed_of_repeat(sweep.seed, repeat)});
}

// All counted trials of these worker counts, in the plan's order.
void append_stage(std::vector<planned_trial>& schedule, const sweep_spec& sweep, std::vector<int> counts, int stage,
                  random_source& random) {
    if (sweep.order == trial_order::ascending) {
        std::ranges::sort(counts);
        for (const int workers : counts)
            for (int repeat = 1; repeat <= sweep.repeats; ++repeat) append(schedule, sweep, workers, repeat, false, stage);
        return;
    }
    for (int repeat = 1; repeat <= sweep.repeats; ++repeat) {
        auto round = counts;
        random.shuffle(round);
        for (const int workers : round) append(schedule, sweep, workers, repeat, false, stage);
    }
}

}  // namespace

std::uint64_t seed_of_repeat(std::uint64_t sweep_seed, int repeat) {
    return random_source(sweep_seed * 1'000'003 + static_cast<std::uint64_t>(repeat)).next() >> 32;
}

std::vector<planned_trial> schedule_of(const sweep_spec& sweep) {
    std::vector<planned_trial> schedule;
    if (sweep.workers.empty()) return schedule;
    for (int repeat = 1; repeat <= sweep.warm_up; ++repeat) append(schedule, sweep, sweep.workers.front(), repeat, true, 0);
    if (sweep.automatic) return schedule;
    random_source random(sweep.seed);
    if (!sweep.predict) {
        append_stage(schedule, sweep, sweep.workers, 0, random);
        return schedule;
    }
    append_stage(schedule, sweep, {1, middle_count(sweep.workers)}, 0, random);
    append_stage(schedule, sweep, predicted_counts(sweep.workers), 1, random);
    return schedule;
}

int middle_count(const std::vector<int>& workers) {
    const int most = std::ranges::max(workers);
    const double halfway = std::log(most) / 2;
    const auto distance = [&](int count) {
        const bool is_end = count == 1 || count == most;
        return is_end ? std::numeric_limits<double>::infinity() : std::abs(std::log(count) - halfway);
    };
    return *std::ranges::min_element(workers, {}, distance);
}

std::vector<int> predicted_counts(const std::vector<int>& workers) {
    auto rest = workers;
    std::erase_if(rest, [middle = middle_count(workers)](int count) { return count == 1 || count == middle; });
    std::ranges::sort(rest);
    return rest;
}

}  // namespace sweeplab
