// Runs beside each other, for a terminal. Pure.
#pragma once

#include <string>
#include <vector>

#include "engine/comparison/comparison.h"
#include "engine/comparison/factor_table.h"

namespace sweeplab::cli {

// What differs first, then the ratios, then the finding with its warnings.
std::string comparison_text(const run_comparison& compared);
std::string factor_text(const std::vector<factor_row>& rows);

}  // namespace sweeplab::cli
