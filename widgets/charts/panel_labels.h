// The labels of a panel: at the lines' ends, along the ideal line, beside the recommended points. GUI thread.
#pragma once

#include "widgets/charts/panel_geometry.h"

namespace sweeplab {

// Room to the right of the plot for the labels of lines that end there.
double end_label_margin(const chart_panel& panel, const scaling_chart_data& data, double panel_width, const panel_fonts& fonts);
void place_end_labels(panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data, const panel_fonts& fonts);
void place_ideal(panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data, const panel_fonts& fonts);
void place_rings(panel_geometry& out, const chart_panel& panel, const panel_fonts& fonts);

// The series whose ideal line stands for all: the first that has one; -1 when none has.
int leading_series(const chart_panel& panel);
// A series' ideal line, as far as it runs inside the plot.
QLineF ideal_in_plot(const panel_geometry& geometry, const chart_series& series);

}  // namespace sweeplab
