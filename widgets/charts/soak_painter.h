// Draws the chart of a soak and what follows the pointer. GUI thread.
#pragma once

#include <QPainter>

#include "widgets/charts/soak_geometry.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

// Everything that painting needs, at one moment.
struct soak_picture {
    soak_chart_ptr chart;
    soak_geometry geometry;
    panel_fonts fonts;
    chart_colors colors;
    std::optional<std::int64_t> hovered;
    std::optional<std::int64_t> linked;  // the time that is hovered in another panel
    bool focused = false;
};

void paint_soak(QPainter& painter, const soak_picture& picture);

}  // namespace sweeplab
