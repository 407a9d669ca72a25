// How sure a fit's parameters are: 95 % intervals. Pure; the same seed gives the same intervals.
#pragma once

#include "engine/laws/law_points.h"

namespace sweeplab {

struct law_intervals {
    interval_method method = interval_method::none;
    value_interval level, sigma, kappa;  // of the fit's own values; the level is ln T
};

// `parameters` counts the level; `held` is what the law itself holds (κ at 0 for Amdahl's).
law_intervals intervals_of(const law_points& measured, const held_values& held, const law_solution& fit, int parameters,
                           const law_options& options);

}  // namespace sweeplab
