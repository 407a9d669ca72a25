#include "engine/native/latency_sample.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sweeplab::native {

void set_latencies(kernel_findings& found, const std::vector<std::vector<std::int64_t>>& by_thread) {
    std::vector<std::int64_t> all;
    for (const auto& own : by_thread) all.insert(all.end(), own.begin(), own.end());
    if (all.empty()) return;
    const auto at = [&all](double share) {
        const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(all.size())));
        const auto place = all.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, rank) - 1);
        std::nth_element(all.begin(), place, all.end());
        return *place;
    };
    found.latency_p50_ns = at(0.5);
    found.latency_p99_ns = at(0.99);
    found.latency_mean_ns = std::accumulate(all.begin(), all.end(), std::int64_t{0}) / static_cast<std::int64_t>(all.size());
}

}  // namespace sweeplab::native
