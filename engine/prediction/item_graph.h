// Which items need which: what can be said of the dependencies before anything is replayed. Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/prediction/replay.h"

namespace sweeplab {

// The items of one cycle, each needing the next and the last needing the first; empty when there is none.
std::vector<int> find_cycle(const std::vector<replay_item>& items);

// The longest chain of items that need each other, services only: no number of workers gets below it. The
// longest item where none needs another. Free of cycles.
std::int64_t critical_path_ns(const std::vector<replay_item>& items);

std::int64_t total_service_ns(const std::vector<replay_item>& items);

// Whether all times and worker-seconds of a replay with this many workers fit into 64 bits of nanoseconds.
bool can_be_counted(const std::vector<replay_item>& items, int workers);

}  // namespace sweeplab
