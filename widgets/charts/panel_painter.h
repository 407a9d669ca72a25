// Draws a panel in three layers: what lies behind the lines, what lies on them, and what follows the pointer.
// The lines themselves are Qt Charts'. GUI thread.
#pragma once

#include <QPainter>
#include <optional>

#include "widgets/charts/panel_geometry.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

// A point of a panel: one of a series' points, or one of its counts that are not counted.
struct point_ref {
    int series = 0;
    int index = 0;
    bool not_counted = false;
    bool operator==(const point_ref&) const = default;
};

// Everything that painting needs, for one panel at one moment.
struct panel_picture {
    const scaling_chart_data* data = nullptr;
    const chart_panel* panel = nullptr;
    panel_geometry geometry;
    panel_fonts fonts;
    chart_colors colors;
    std::optional<point_ref> hovered;
    std::optional<int> linked_workers;  // the count that is hovered in another panel
    bool focused = false;
};

void paint_frame(QPainter& painter, const panel_picture& picture);
void paint_marks(QPainter& painter, const panel_picture& picture);
void paint_hover(QPainter& painter, const panel_picture& picture);

// A series' marker with a halo of the surface's colour; hollow for points that have trials which are not counted.
// Hollow: not all of its trials count. Doubtful: grey, since its own record speaks against it.
void paint_marker(QPainter& painter, const panel_picture& picture, int series, QPointF at, double radius, bool hollow,
                  bool doubtful = false);
// Where a referenced point stands.
QPointF position_of(const panel_picture& picture, const point_ref& point);

}  // namespace sweeplab
