// Ranges and units that all panels of a chart share. Pure; any thread.
#pragma once

#include "widgets/charts/scaling_chart_data.h"

namespace sweeplab {

display_units choose_units(const std::vector<scaling_curve>& curves);
// On a log axis only what is more than 0; finite in any case.
bool can_be_drawn(const chart_value& value, chart_quantity quantity);
// Sets data.x and data.y from the panels' points. Ideal lines take part as far as three times beyond the points:
// further they would only press the curves together, and they are cut off at the plot's edge.
void add_axes(scaling_chart_data& data);

}  // namespace sweeplab
