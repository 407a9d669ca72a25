// Latencies of single pieces of work, gathered by each thread for itself and put together at the end.
#pragma once

#include <vector>

#include "engine/native/kernel.h"

namespace sweeplab::native {

// Sets mean, median and 99th percentile (of every single one, nearest rank); nothing when there are none.
void set_latencies(kernel_findings& found, const std::vector<std::vector<std::int64_t>>& by_thread);

}  // namespace sweeplab::native
