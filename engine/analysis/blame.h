// Whom the workers waited for: at each instant of a dependency wait the item whose end released what was claimed next, by
// whichever worker. Pure functions; any thread. METHODS.md §1.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

struct blamed_item {
    int item = 0;              // place in the run's items
    std::int64_t wait_ns = 0;  // of worker time
    bool operator==(const blamed_item&) const = default;
};

struct dependency_blame {
    std::vector<blamed_item> items;  // the most waited-for first
    std::int64_t unblamed_ns = 0;    // waits that ended without an item being claimed: at the end of a trial that was cut
    // Together they are the trial's D.
};

// Needs attempts and intervals.
dependency_blame blame_for(const trial& measured, const item_list& items);

}  // namespace sweeplab
