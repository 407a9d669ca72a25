// Where everything in one panel stands, for a given size. Pure but for font metrics; GUI thread.
#pragma once

#include <QRectF>
#include <QSize>
#include <QString>
#include <vector>

#include "widgets/charts/label_placement.h"
#include "widgets/charts/panel_fonts.h"
#include "widgets/charts/scaling_chart_data.h"

namespace sweeplab {

struct tick_label {
    double at = 0;  // x of a worker count, y of a value
    QString text;
    bool shown = true;
};

struct end_label {
    int series = 0;
    QString text;  // elided to what fits
    QString full_text;
    QRectF rect;
    QPointF end;          // where the line ends
    bool leader = false;  // the label stands away from its line's end
};

struct ideal_segment {
    int series = 0;
    QLineF line;  // cut off at the plot's edge
};

struct text_on_line {
    QPointF centre;
    double angle = 0;  // degrees
    QRectF area;       // that it covers
};

struct ring_callout {
    int series = 0;
    int point = 0;
    QPointF at;
    QStringList lines;  // empty: ring only
    QRectF box;
};

struct panel_geometry {
    QRectF card;
    QRectF title_row;
    QRectF caption_row;
    QRectF plot;  // whole pixels, so that grid lines and the explicit plot area agree
    QRectF x_caption_row;
    axis_scale x, y;
    std::vector<tick_label> x_ticks;
    std::vector<tick_label> y_ticks;
    std::vector<end_label> end_labels;
    std::vector<ring_callout> rings;
    std::vector<ideal_segment> ideals;
    QString ideal_text;
    text_on_line ideal_label;

    QPointF to_pixel(double workers, double value) const;
    double not_counted_y() const { return plot.top() - 9; }  // above the plot: no value can stand there
};

inline constexpr QSize least_panel_size{300, 250};

panel_geometry lay_out_panel(QSizeF size, const chart_panel& panel, const scaling_chart_data& data,
                             const panel_fonts& fonts);

// Everything drawn that a callout should not cover.
obstacles obstacles_in(const chart_panel& panel, const panel_geometry& geometry);

}  // namespace sweeplab
