// Turns stamps of the real-time clock, which the kernel writes on received packets, into instants of the
// monotonic clock. The two drift apart and the first may be set at any time, so the difference is sampled
// anew once a second, each time between two readings of the other clock, and whenever a stamp comes out impossible.
// One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "engine/foundation/clock.h"

namespace sweeplab {

struct clock_pair {
    std::function<instant()> monotonic;
    std::function<std::int64_t()> realtime_ns;  // since 1970
    static clock_pair of_this_machine();
};

class clock_bridge {
public:
    explicit clock_bridge(clock_pair clocks = clock_pair::of_this_machine()) : clocks_(std::move(clocks)) { sample(); }

    // When bytes that were stamped so arrived, for a reader that woke at `woke_at`: not after now, and not long before the
    // wake-up. Nothing when no sense can be made of the stamp, also not after a look at what the clocks say now.
    std::optional<instant> arrival_of(std::int64_t realtime_ns, instant woke_at);

private:
    void sample();
    std::optional<instant> plausible(std::int64_t realtime_ns, instant woke_at, duration longest_lag) const;

    clock_pair clocks_;
    std::int64_t offset_ns_ = 0;  // real time minus monotonic time
    instant sampled_at_{};
};

}  // namespace sweeplab
