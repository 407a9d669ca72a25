#include "engine/http/clock_bridge.h"

namespace sweeplab {

void clock_bridge::sample() {
    // The narrowest of a few brackets: the others were interrupted between their readings.
    constexpr int tries = 5;
    duration narrowest = duration::max();
    for (int i = 0; i < tries; ++i) {
        const auto before = std::chrono::steady_clock::now();
        const auto real = std::chrono::system_clock::now().time_since_epoch();
        const auto after = std::chrono::steady_clock::now();
        if (after - before >= narrowest) continue;
        narrowest = after - before;
        sampled_at_ = after;
        const auto middle = before + (after - before) / 2;
        offset_ns_ = std::chrono::duration_cast<std::chrono::nanoseconds>(real).count() - middle.time_since_epoch().count();
    }
}

}  // namespace sweeplab
