// Whether arrays are large enough that memory is measured and not a cache.
#pragma once

#include <cstdint>
#include <string>

namespace sweeplab::native {

// All caches of the last level together; 0 where it is not known. Read once; any thread.
std::int64_t last_level_cache_bytes();

// STREAM's rule, four times the last level of cache for each array. Empty: it is met, or the caches are not known.
std::string doubt_about_cache(std::int64_t bytes);

}  // namespace sweeplab::native
