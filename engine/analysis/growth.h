// How fast a gauge grows over hours, with an interval that is honest about samples that hang together: memory read every
// five seconds is no new information every five seconds. Pure; any thread.
//
// Least squares with one slope for all parts, and a level of its own for each (a service that was started anew begins at
// another one). The residuals' correlation from one sample to the next, r, leaves n(1-r)/(1+r) independent ones (Santer et
// al., J. Geophys. Res. 105, 2000), which is what the interval's degrees of freedom and spread are made from.
//
// Where fewer than twenty are left, because the gauge goes by steps or along a curve instead of scattering about a line, it
// is taken for a walk with a drift: the parts are cut into twelve blocks, and the growth is the mean step from block to
// block, with the t-interval of the steps.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace sweeplab {

struct gauge_sample {
    double at_h = 0;  // hours, on one axis for all parts
    double value = 0;
};
using gauge_part = std::vector<gauge_sample>;  // by time, without a restart in it

struct growth_estimate {
    double per_hour = 0;
    std::optional<double> lo;  // 95 %; absent with too few independent samples
    std::optional<double> hi;
    double independent = 0;  // samples, after what they share was taken off; of a walk its steps
    bool walk = false;
    double span_h = 0;  // that the parts cover
};

// `resolution`: the smallest step of the gauge; the interval is at least as wide as one step over the whole time. Absent
// with fewer than two samples in every part, or no time between them.
std::optional<growth_estimate> estimate_growth(const std::vector<gauge_part>& parts, double resolution = 0);

}  // namespace sweeplab
