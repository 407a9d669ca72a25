// Repeats gathered at their effective worker counts, ready for a fit; or what is wrong with them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/laws/law_fit.h"
#include "engine/laws/law_solver.h"

namespace sweeplab {

struct law_points {
    std::vector<ln_point> points;  // by worker count, ascending
    std::vector<int> workers;      // the effective count of each point
    std::vector<double> ln_works;  // ln(T·n) of every repeat, point after point
    double within = 0;             // sum of squares of the repeats around their point's mean
    int within_dof = 0;
    bool all_times_equal = false;
    std::optional<std::string> fault;  // in words; then there are no points

    std::optional<double> repeat_sd() const;
};

law_points gather_points(const law_input& input);

}  // namespace sweeplab
