// Paints a timeline panel: lanes, labels, axis, what is selected and what is under the pointer. GUI thread.
#pragma once

#include <QPainter>

#include "widgets/charts/panel_fonts.h"
#include "widgets/charts/timeline_lanes.h"
#include "widgets/charts/timeline_trial.h"

namespace sweeplab {

struct timeline_picture {
    timeline_trial trial;
    timeline_geometry geometry;
    time_window window;
    panel_fonts fonts;
    chart_colors colors;
    span_looks looks;
    lanes_picture lanes;                    // as of the geometry and window
    std::optional<timeline_choice> chosen;  // its item is marked, its attempt most
    std::optional<span_place> hovered;
    bool focused = false;
};

// Where the lanes go in a panel of this size: room for labels at the left and the axis below.
QRectF timeline_plot(QSizeF size, const panel_fonts& fonts, int lanes, int scroll_bar_width);
// Spans from this width on have their item's name written in them.
double least_named_width(const panel_fonts& fonts);

void paint_timeline(QPainter& painter, const QRectF& panel, const timeline_picture& picture);
void paint_timeline_callout(QPainter& painter, const QRectF& panel, const timeline_picture& picture, QPointF pointer);
// Where the selected item's spans are drawn, in panel coordinates; for tests.
std::vector<QRectF> marked_boxes(const timeline_picture& picture);

}  // namespace sweeplab
