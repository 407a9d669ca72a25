// One percentile of sorted times with its interval, or why it is refused. Pure; any thread. METHODS.md §4.
#pragma once

#include "engine/analysis/latency.h"

namespace sweeplab {

latency_percentile read_percentile(const std::vector<std::int64_t>& sorted_ns, int thousandths);

}  // namespace sweeplab
