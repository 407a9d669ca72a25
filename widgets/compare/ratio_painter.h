// Draws the chart of ratios and what follows the pointer. GUI thread.
#pragma once

#include <QPainter>

#include "widgets/compare/ratio_geometry.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

// The colour of a verdict; its sign and words stand beside it.
struct verdict_colors {
    QColor faster, slower, no_difference, undecided;
    const QColor& of(verdict value) const;
};
verdict_colors verdict_colors_for(const QPalette& palette);

// Everything that painting needs, at one moment.
struct ratio_picture {
    ratio_chart_ptr chart;
    ratio_geometry geometry;
    panel_fonts fonts;
    chart_colors colors;
    verdict_colors verdicts;
    std::optional<ratio_place> hovered;
    bool focused = false;
};

void paint_ratios(QPainter& painter, const ratio_picture& picture);

}  // namespace sweeplab
