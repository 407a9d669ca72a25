// What the table of figures and the CSV say of loads in phases. Pure; any thread.
#pragma once

#include "widgets/charts/figure_columns.h"

namespace sweeplab {

void add_phase_rows(const figure_run& run, std::vector<figure_row>& rows);
std::vector<figure_column> phase_columns();

}  // namespace sweeplab
