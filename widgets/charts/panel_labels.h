// The labels of a panel: at the lines' ends, along the ideal line, beside the recommended points. GUI thread.
#pragma once

#include "widgets/charts/panel_geometry.h"

namespace sweeplab {

// Ends the plot so far left that the labels of the lines that end there have room beside it.
void make_room_for_end_labels(panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data,
                              const panel_fonts& fonts);
void place_end_labels(panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data,
                      const panel_fonts& fonts);
void place_ideal(panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data, const panel_fonts& fonts);
void place_rings(panel_geometry& out, const chart_panel& panel, const panel_fonts& fonts);

}  // namespace sweeplab
