// Where everything in the chart of an open loop stands, for a given size. Pure but for font metrics; GUI thread.
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <QSize>

#include "widgets/charts/label_placement.h"
#include "widgets/charts/load_chart_data.h"
#include "widgets/charts/panel_fonts.h"
#include "widgets/charts/panel_move.h"

namespace sweeplab {

struct load_tick {
    double at = 0;  // pixels
    QString text;
};

// One of the plots over the same time.
struct load_plot {
    QRectF caption_row, area;
    axis_scale scale;
    std::vector<load_tick> ticks;

    bool shown() const { return !area.isEmpty(); }
    double y(double value) const { return area.bottom() - scale.to_share(value) * area.height(); }
};

struct phase_label {
    QString text;  // empty where it does not fit
    QRectF area;
    double begin = 0;
};

struct load_geometry {
    QRectF card, title_row, x_caption_row;
    time_window window;
    load_plot rate, workers, latency;  // latency: only where there is room
    std::vector<load_tick> x_ticks;
    std::vector<phase_label> phases;
    QPolygonF asked, sent, workers_line;
    std::vector<QLineF> latencies;
    std::vector<QPointF> decisions;  // on the workers' line
    QRectF not_carried_out;          // from where a trial was stopped to its plan's end; empty: it was not

    double x(double ns) const { return rate.area.left() + window.to_share(ns) * rate.area.width(); }
    double bottom() const { return latency.shown() ? latency.area.bottom() : workers.area.bottom(); }
};

inline constexpr QSize least_load_panel{340, 300};

load_geometry lay_out_load(QSizeF size, const load_chart& chart, const panel_fonts& fonts);

// A time in the chart, or one of its decisions.
struct load_place {
    std::int64_t ns = 0;
    std::optional<std::size_t> decision;
    bool operator==(const load_place&) const = default;
};
std::optional<load_place> place_under(const load_geometry& geometry, const load_chart& chart, QPointF at);
// left, right: stretches of time; up, down: the decision before and after.
std::optional<load_place> moved_place(const load_chart& chart, const std::optional<load_place>& from, panel_move move);
obstacles obstacles_in(const load_geometry& geometry);

}  // namespace sweeplab
