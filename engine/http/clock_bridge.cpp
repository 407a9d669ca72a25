#include "engine/http/clock_bridge.h"

namespace sweeplab {

clock_pair clock_pair::of_this_machine() {
    return {[] { return std::chrono::steady_clock::now(); },
            [] {
                const auto real = std::chrono::system_clock::now().time_since_epoch();
                return std::int64_t{std::chrono::duration_cast<std::chrono::nanoseconds>(real).count()};
            }};
}

std::optional<instant> clock_bridge::arrival_of(std::int64_t realtime_ns, instant woke_at) {
    if (woke_at - sampled_at_ > std::chrono::seconds(1)) sample();
    if (const auto arrived = plausible(realtime_ns, woke_at, std::chrono::seconds(1))) return arrived;
    sample();  // the real-time clock was set, or this thread was kept from running
    return plausible(realtime_ns, woke_at, std::chrono::seconds(60));
}

// Bytes may arrive between the wake-up and the reading of their stamp.
std::optional<instant> clock_bridge::plausible(std::int64_t realtime_ns, instant woke_at, duration longest_lag) const {
    const instant arrived(duration(realtime_ns - offset_ns_));
    const bool possible = arrived <= woke_at ? woke_at - arrived <= longest_lag : arrived <= clocks_.monotonic();
    return possible ? std::optional(arrived) : std::nullopt;
}

void clock_bridge::sample() {
    // The narrowest of a few brackets: the others were interrupted between their readings.
    constexpr int tries = 5;
    duration narrowest = duration::max();
    for (int i = 0; i < tries; ++i) {
        const auto before = clocks_.monotonic();
        const auto real_ns = clocks_.realtime_ns();
        const auto after = clocks_.monotonic();
        if (after - before >= narrowest) continue;
        narrowest = after - before;
        sampled_at_ = after;
        const auto middle = before + (after - before) / 2;
        offset_ns_ = real_ns - middle.time_since_epoch().count();
    }
}

}  // namespace sweeplab
