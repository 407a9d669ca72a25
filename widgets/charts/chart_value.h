// The value that a measured point has under each quantity, with its interval and its repeats. Pure; any thread.
//
// Where a quantity is a monotonic function of the time (speedup, efficiency, items/s), interval and repeats are
// carried over exactly; tokens/s and cost have none of their own. METHODS.md §4.
#pragma once

#include <optional>
#include <vector>

#include "engine/analysis/scaling.h"
#include "widgets/charts/chart_quantity.h"

namespace sweeplab {

struct chart_value {
    double value = 0;
    std::optional<double> lo;
    std::optional<double> hi;
    std::vector<double> repeats;  // one for each counted repeat; empty where a single repeat has no value of its own
};

// In the quantity's base unit; nothing when the point has no such value.
std::optional<chart_value> value_of(const scaling_curve& curve, const scaling_point& point, chart_quantity quantity);

}  // namespace sweeplab
