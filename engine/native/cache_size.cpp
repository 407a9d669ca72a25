#include "engine/native/cache_size.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/host/host_probe.h"
#include "engine/native/work_unit.h"

namespace sweeplab::native {

std::int64_t last_level_cache_bytes() {
    static const std::int64_t known = [] {
        std::int64_t bytes = 0;
        int highest = 0;
        for (const auto& cache : probe_this_host().caches) {
            if (cache.level < highest) continue;
            if (cache.level > highest) bytes = 0;
            highest = cache.level;
            bytes += cache.bytes * cache.count;
        }
        return bytes;
    }();
    return known;
}

std::string doubt_about_cache(std::int64_t bytes) {
    constexpr std::int64_t times = 4;
    const auto cache = last_level_cache_bytes();
    if (cache <= 0 || bytes / times >= cache) return {};
    return fmt::format(
        "{} are less than {} times this machine's last level of cache ({}): part of this is the cache's speed, "
        "not the memory's.",
        bytes_in_words(static_cast<double>(bytes)), times, bytes_in_words(static_cast<double>(cache)));
}

}  // namespace sweeplab::native
