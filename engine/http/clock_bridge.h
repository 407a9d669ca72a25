// Turns stamps of the real-time clock, which the kernel writes on received packets, into instants of the
// monotonic clock. The two drift apart and the first may be set at any time, so the difference is sampled
// anew once a second, each time between two readings of the other clock.
// One thread; a value.
#pragma once

#include <cstdint>

#include "engine/foundation/clock.h"

namespace sweeplab {

class clock_bridge {
public:
    clock_bridge() { sample(); }

    // `now` tells whether the sample is still fresh.
    instant to_monotonic(std::int64_t realtime_ns, instant now) {
        if (now - sampled_at_ > std::chrono::seconds(1)) sample();
        return instant(duration(realtime_ns - offset_ns_));
    }
    // When a stamp turned out to be impossible: somebody set the real-time clock.
    void sample();

private:
    std::int64_t offset_ns_ = 0;  // real time minus monotonic time
    instant sampled_at_{};
};

}  // namespace sweeplab
