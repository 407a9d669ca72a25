// Least squares on ln T for T(n) = e^level · [1 + σ(n − 1) + κn(n − 1)] / n with σ, κ ≥ 0. The level is a mean once
// σ and κ are known, so only these two are searched for: Levenberg and Marquardt's steps with bounds.
// Pure; any thread.
#pragma once

#include <optional>
#include <vector>

namespace sweeplab {

// What was measured at one worker count, as far as a fit needs it.
struct ln_point {
    double n = 1;        // workers over the lowest worker count, 1 or more
    double ln_work = 0;  // mean of ln(T·n)
    double weight = 1;   // how many repeats
};

struct law_shape {
    double level = 0;  // ln T at n = 1
    double sigma = 0;
    double kappa = 0;
    double ln_time(double n) const;
};

// Parameters that are not searched for.
struct held_values {
    std::optional<double> level, sigma, kappa;
};

struct law_solution {
    law_shape at;
    double rss = 0;  // of the points' means, weighted; what repeats differ by among themselves is not in it
    bool settled = false;
};

// From one start: what a bootstrap's draws need, whose answer is near.
law_solution solve_law_from(const std::vector<ln_point>& points, const held_values& held, const law_shape& start);

// From several starts. σ or κ is exactly 0 where that explains the points as well.
law_solution solve_law(const std::vector<ln_point>& points, const held_values& held);

}  // namespace sweeplab
