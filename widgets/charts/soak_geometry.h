// Where everything in the chart of a soak stands, for a given size. Pure but for font metrics; GUI thread.
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <QSize>

#include "widgets/charts/label_placement.h"
#include "widgets/charts/load_geometry.h"
#include "widgets/charts/panel_fonts.h"
#include "widgets/charts/soak_chart_data.h"

namespace sweeplab {

// One of the plots over the same time.
struct soak_plot_place {
    QRectF caption_row, area;
    axis_scale scale;
    std::vector<load_tick> ticks;
    std::vector<std::vector<QPolygonF>> lines;  // each in the pieces that hang together
    std::vector<QLineF> trends;
    double y(double value) const { return area.bottom() - scale.to_share(value) * area.height(); }
};

struct soak_break {
    double left = 0, right = 0;
    QString text;
};

struct soak_geometry {
    QRectF card, title_row, x_caption_row;
    time_window window;
    std::vector<soak_plot_place> plots;
    std::vector<load_tick> x_ticks;
    std::vector<std::pair<double, double>> settling;  // from, to
    std::vector<soak_break> breaks;                   // between two parts

    double left() const { return plots.empty() ? card.left() : plots.front().area.left(); }
    double right() const { return plots.empty() ? card.right() : plots.front().area.right(); }
    double top() const { return plots.empty() ? card.top() : plots.front().area.top(); }
    double bottom() const { return plots.empty() ? card.bottom() : plots.back().area.bottom(); }
    double x(double ns) const { return left() + window.to_share(ns) * (right() - left()); }
};

// Below which the plots of these charts would not be legible.
QSize least_soak_panel(const std::vector<soak_chart_ptr>& charts);

soak_geometry lay_out_soak(QSizeF size, const soak_chart& chart, const panel_fonts& fonts);

std::optional<std::int64_t> soak_time_under(const soak_geometry& geometry, QPointF at);
// left, right: to the value before or after; first, last.
std::optional<std::int64_t> moved_soak_time(const soak_chart& chart, std::optional<std::int64_t> from, panel_move move);
obstacles obstacles_in(const soak_geometry& geometry);

}  // namespace sweeplab
