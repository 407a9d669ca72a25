// Where the curves of one panel stand, for a given size, and finding and moving among their places. Pure but for
// font metrics; GUI thread.
#pragma once

#include <QSize>
#include <optional>
#include <vector>

#include "widgets/charts/latency_chart_data.h"
#include "widgets/charts/latency_steps.h"
#include "widgets/charts/panel_fonts.h"
#include "widgets/charts/panel_move.h"

namespace sweeplab {

// A place on a curve.
struct latency_ref {
    int curve = 0;
    std::size_t rank = 1;
    bool operator==(const latency_ref&) const = default;
};

// The same in any panel.
struct latency_place {
    int workers = 1;
    bool from_due = false;
    double share = 0;
    bool operator==(const latency_place&) const = default;
};

struct latency_tick {
    double at = 0;
    QString text;
    bool shown = true;
};

// Beside its curve, where nothing else is drawn.
struct curve_label {
    int curve = 0;
    QRectF area;
    QString text;
};

struct latency_geometry {
    QRectF card, title_row, caption_row, x_caption_row;
    latency_plot plot;
    std::vector<latency_tick> x_ticks, y_ticks;
    std::vector<QPolygonF> curves;  // one for each of the panel
    std::vector<curve_label> labels;
};

inline constexpr QSize least_latency_panel{300, 220};

latency_geometry lay_out_latency(QSizeF size, const latency_panel_data& panel, const latency_chart_data& data,
                                 const panel_fonts& fonts);

QPointF position_of(const latency_panel_data& panel, const latency_geometry& geometry, const latency_ref& ref);
std::optional<latency_ref> place_near(const latency_panel_data& panel, const latency_geometry& geometry, QPointF at);

// Where the keyboard comes in: the middle of the curve of the most workers.
std::optional<latency_ref> first_place(const latency_panel_data& panel);
// Left and right go along a curve, up and down to the next worker count at the same share.
std::optional<latency_ref> moved_place(const latency_panel_data& panel, const std::optional<latency_ref>& from,
                                       panel_move move);
latency_place place_of(const latency_panel_data& panel, const latency_ref& ref);
std::optional<latency_ref> same_place(const latency_panel_data& panel, const latency_place& place);

}  // namespace sweeplab
