// Where everything in the chart of costs stands, for a given size. Pure but for font metrics; GUI thread.
#pragma once

#include <QRectF>
#include <QSize>

#include "widgets/advice/cost_view.h"
#include "widgets/charts/label_placement.h"
#include "widgets/charts/panel_fonts.h"
#include "widgets/charts/panel_move.h"

namespace sweeplab {

struct cost_tick {
    double at = 0;  // pixels
    QString text;
    bool shown = true;
};

struct cost_label {
    int series = 0;
    QString text;  // elided to what fits
    QRectF rect;
    QPointF end;  // where the line ends
};

struct crossing_label {
    QPointF at;
    QRectF band;  // of the interval; empty without one
    QString text;
    QRectF box;
};

struct cost_geometry {
    QRectF card, caption_row, plot, x_caption_row;  // the plot in whole pixels
    axis_scale x, y;
    std::vector<cost_tick> x_ticks, y_ticks;
    std::vector<cost_label> labels;
    std::vector<crossing_label> crossings;

    QPointF to_pixel(double volume, double cost) const;
    double volume_at(double x) const;  // within the axis
};

inline constexpr QSize least_cost_panel{200, 260};

cost_geometry lay_out_costs(QSizeF size, const cost_chart& chart, const panel_fonts& fonts);
// What a callout should not cover.
obstacles obstacles_in(const cost_chart& chart, const cost_geometry& geometry);
// The stop next to the volume in that direction; the nearest break-even, else the middle, where there is no volume yet.
double moved_volume(const cost_chart& chart, const std::optional<double>& from, panel_move move);
// Under the pointer: break-evens and ends of lines draw it to them.
std::optional<double> volume_near(const cost_chart& chart, const cost_geometry& geometry, QPointF at);

}  // namespace sweeplab
