// Draws the chart of an open loop and what follows the pointer. GUI thread.
#pragma once

#include <QPainter>

#include "widgets/charts/load_geometry.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

// Everything that painting needs, at one moment.
struct load_picture {
    load_chart_ptr chart;
    load_geometry geometry;
    panel_fonts fonts;
    chart_colors colors;
    std::optional<load_place> hovered;
    std::optional<std::int64_t> linked;  // the time that is hovered in another panel
    bool focused = false;
};

void paint_load(QPainter& painter, const load_picture& picture);

}  // namespace sweeplab
