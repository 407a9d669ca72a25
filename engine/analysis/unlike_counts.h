// Other tools measure for a set time, or give every worker its own requests: the worker counts of such a run did different
// numbers of items, and their times say nothing of each other. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "engine/model/run.h"

namespace sweeplab {

// How many items every count's time is then given for, at the rate that was measured; absent where the times compare as they
// are. Only of runs that came from other tools.
std::optional<int> common_items(const run_record& run);
std::string common_items_in_words(const run_record& run);  // empty where there are none

}  // namespace sweeplab
