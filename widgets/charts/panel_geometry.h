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
    double at = 0;   // x of a worker count, y of a value
    QString text;
    bool shown = true;
};

struct end_label {
    int series = 0;
    QString text;        // elided to what fits
    QString full_text;
    QRectF rect;
    QPointF end;         // where the line ends
    bool leader = false; // the label stands away from its line's end
};

struct ring_callout {
    int series = 0;
    int point = 0;
    QPointF at;
    QStringList lines;   // empty: ring only
    QRectF box;
};

struct panel_geometry {
    QRectF card;
    QRectF title_row;
    QRectF caption_row;
    QRectF plot;           // whole pixels, so that grid lines and the explicit plot area agree
    QRectF x_caption_row;
    axis_scale x, y;
    std::vector<tick_label> x_ticks;
    std::vector<tick_label> y_ticks;
    std::vector<end_label> end_labels;
    std::vector<ring_callout> rings;
    QLineF ideal;          // cut off at the plot's edge; null: none
    QString ideal_text;
    QPointF ideal_label;   // middle of the text's baseline side
    double ideal_angle = 0;  // degrees
    bool ideal_label_below = true;

    QPointF to_pixel(double workers, double value) const;
    double not_counted_y() const { return plot.top() - 9; }  // above the plot: no value can stand there
};

inline constexpr QSize least_panel_size{300, 250};

panel_geometry lay_out_panel(QSizeF size, const chart_panel& panel, const scaling_chart_data& data, const panel_fonts& fonts);

// Everything drawn that a callout should not cover.
obstacles obstacles_in(const chart_panel& panel, const panel_geometry& geometry);

}  // namespace sweeplab
