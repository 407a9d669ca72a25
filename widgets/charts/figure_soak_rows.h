// The rows and columns of soaks: one row for each, then one for each series that it watched. Pure; any thread.
#pragma once

#include "widgets/charts/figure_columns.h"

namespace sweeplab {

void add_soak_rows(const figure_run& run, std::vector<figure_row>& rows);
std::vector<figure_column> soak_columns();

}  // namespace sweeplab
