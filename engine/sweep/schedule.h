// The order in which a sweep's trials are carried out. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/plan.h"

namespace sweeplab {

struct planned_trial {
    int workers = 1;
    int repeat = 1;  // from 1; warm-up trials count on their own
    bool warm_up = false;
    int position = 0;        // among all planned trials, from 0
    int stage = 0;           // the trials of a stage come after all of the stages before
    std::uint64_t seed = 0;  // the same for one repeat at every worker count, so that the work is the same
    bool operator==(const planned_trial&) const = default;
};

// Of the trials of a repeat, at whatever worker count.
std::uint64_t seed_of_repeat(std::uint64_t sweep_seed, int repeat);

// All repeats of a count one after the other, ascending; or every count once a round, each round shuffled by
// the sweep's seed, so that drift of the machine does not look like an effect of the count (METHODS.md §4).
// Of an automatic sweep only what comes before its first choice: the warm-up trials. With `predict`, those of 1 worker and
// the middle count make a stage of their own, before all others.
std::vector<planned_trial> schedule_of(const sweep_spec& sweep);

// The worker count that tells most about the others together with 1: nearest, on a log scale, to halfway between 1 and the
// most. Of at least three counts.
int middle_count(const std::vector<int>& workers);
// Those that are predicted: all but 1 and the middle count, ascending.
std::vector<int> predicted_counts(const std::vector<int>& workers);

}  // namespace sweeplab
