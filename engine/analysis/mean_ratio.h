// One ratio for a whole sweep: the mean of the logarithms of the ratios at several worker counts. Pure; any thread.
// METHODS.md §4.
#pragma once

#include <vector>

#include "engine/analysis/statistics.h"

namespace sweeplab {

// The repeats of two runs at one worker count.
struct log_pair {
    log_group above;
    log_group below;
};

// With its t-interval (Satterthwaite's degrees of freedom where the variances differ); no interval when a group has one
// repeat. There must be at least one pair.
value_interval mean_of_ratios(const std::vector<log_pair>& pairs, const log_spread& spread);

}  // namespace sweeplab
