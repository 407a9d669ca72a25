// Where the bars of one panel stand, for a given size, and moving among their parts. Pure but for font metrics; GUI
// thread.
#pragma once

#include <QRectF>
#include <QSize>
#include <optional>
#include <vector>

#include "widgets/charts/loss_chart_data.h"
#include "widgets/charts/panel_fonts.h"
#include "widgets/charts/panel_move.h"

namespace sweeplab {

// A part of a bar.
struct loss_ref {
    int bar = 0;
    loss_part part = loss_part::baseline;
    bool operator==(const loss_ref&) const = default;
};

struct placed_segment {
    loss_ref ref;
    QRectF rect;
    QString label;  // empty where it does not fit
};

struct bar_label {
    QRectF area;
    QString text;
};

struct loss_tick {
    double at = 0;
    QString text;
    bool shown = true;
};

struct loss_geometry {
    QRectF card, title_row, caption_row, plot, x_caption_row;
    std::vector<loss_tick> x_ticks;  // one for each count of the chart, with or without a bar here
    std::vector<loss_tick> y_ticks;
    double zero = 0;
    std::vector<placed_segment> segments;  // in the order they are painted: what is below 0 lies on top
    std::vector<bar_label> sums;           // over the bars

    const placed_segment* find(const loss_ref& ref) const;
};

inline constexpr QSize least_loss_panel{300, 250};

loss_geometry lay_out_losses(QSizeF size, const loss_panel_data& panel, const loss_chart_data& data,
                             const panel_fonts& fonts);

std::optional<loss_ref> part_under(const loss_geometry& geometry, QPointF at);
// Where the keyboard comes in: the largest loss at the most workers.
std::optional<loss_ref> first_part(const loss_panel_data& panel);
std::optional<loss_ref> moved_part(const loss_panel_data& panel, const std::optional<loss_ref>& from, panel_move move);
// The same part at the same worker count in other data.
std::optional<loss_ref> same_part(const loss_panel_data& panel, int workers, loss_part part);

}  // namespace sweeplab
