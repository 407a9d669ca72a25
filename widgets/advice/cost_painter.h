// Draws the chart of costs. GUI thread.
#pragma once

#include <QPainter>
#include <optional>

#include "widgets/advice/cost_geometry.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

// Everything that painting needs, at one moment.
struct cost_picture {
    cost_chart chart;
    cost_geometry geometry;
    panel_fonts fonts;
    chart_colors colors;
    std::optional<double> hovered;  // jobs a month
    bool focused = false;
};

void paint_costs(QPainter& painter, const cost_picture& picture);

}  // namespace sweeplab
