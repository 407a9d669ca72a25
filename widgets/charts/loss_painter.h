// Draws a panel of stacked bars and what follows the pointer. GUI thread.
#pragma once

#include <QPainter>
#include <optional>

#include "widgets/charts/loss_geometry.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

// Everything that painting needs, for one panel at one moment.
struct loss_picture {
    const loss_chart_data* data = nullptr;
    const loss_panel_data* panel = nullptr;
    loss_geometry geometry;
    panel_fonts fonts;
    chart_colors colors;
    std::optional<loss_ref> hovered;
    std::optional<loss_ref> linked;  // the same part as is hovered in another panel
    bool focused = false;
};

void paint_losses(QPainter& painter, const loss_picture& picture);

}  // namespace sweeplab
