// A window of 60 seconds slid over a trial. Used by rate_safety. Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

namespace sweeplab {

inline constexpr std::int64_t minute_ns = 60'000'000'000;

struct timed_amount {
    std::int64_t at_ns = 0;
    double amount = 1;
};

struct window_load {
    double mean = 0;   // over all positions of the window within the trial
    double worst = 0;  // of any 60 seconds
};

// Windows are [w, w + 60 s) with 0 ≤ w ≤ length − 60 s. In a trial shorter than that, mean and worst are its total.
window_load slide_a_minute(std::vector<timed_amount> amounts, std::int64_t length_ns);

}  // namespace sweeplab
