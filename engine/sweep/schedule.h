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
    std::uint64_t seed = 0;  // the same for one repeat at every worker count, so that the work is the same
    bool operator==(const planned_trial&) const = default;
};

// All repeats of a count one after the other, ascending; or every count once a round, each round shuffled by
// the sweep's seed, so that drift of the machine does not look like an effect of the count (METHODS.md §4).
std::vector<planned_trial> schedule_of(const sweep_spec& sweep);

}  // namespace sweeplab
