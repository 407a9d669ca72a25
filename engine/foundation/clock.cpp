#include "engine/foundation/clock.h"

#include <cmath>

namespace sweeplab {

duration from_seconds(double seconds) {
    if (std::isnan(seconds)) return duration::zero();
    constexpr double longest_s = 9.2e9;
    if (seconds > longest_s) return duration::max();
    if (seconds < -longest_s) return duration::min();
    return duration(static_cast<std::int64_t>(std::llround(seconds * 1e9)));
}

unix_ms wall_clock_now() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace sweeplab
