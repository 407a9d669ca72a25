// Draws a panel of cumulative curves and what follows the pointer. GUI thread.
#pragma once

#include <QPainter>
#include <optional>

#include "widgets/charts/latency_geometry.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

// Everything that painting needs, for one panel at one moment.
struct latency_picture {
    const latency_chart_data* data = nullptr;
    const latency_panel_data* panel = nullptr;
    latency_geometry geometry;
    panel_fonts fonts;
    chart_colors colors;
    std::optional<latency_ref> hovered;
    std::optional<latency_ref> linked;  // the same place as is hovered in another panel
    bool focused = false;
};

void paint_latency(QPainter& painter, const latency_picture& picture);

}  // namespace sweeplab
