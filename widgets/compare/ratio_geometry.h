// Where everything in the chart of ratios stands, for a given size. Pure but for font metrics; GUI thread.
#pragma once

#include <QRectF>
#include <QSize>

#include "widgets/charts/label_placement.h"
#include "widgets/charts/panel_fonts.h"
#include "widgets/compare/ratio_chart.h"

namespace sweeplab {

struct ratio_tick {
    double at = 0;  // pixels
    QString text;
    bool shown = true;
};

struct ratio_mark {
    ratio_place place;
    QPointF at;
    std::optional<QLineF> whisker;  // from the upper to the lower end, cut off at the plot's edges
    bool cut_above = false;         // the interval goes on beyond the plot
    bool cut_below = false;
    QRectF words_area;  // of the verdict, under the plot
    QString words;      // the sign, with words where there is room
};

struct ratio_geometry {
    QRectF card, caption_row, plot, x_caption_row;  // the plot in whole pixels
    QRectF threshold_band;
    double one_y = 0;
    axis_scale x, y;
    std::vector<ratio_tick> x_ticks, y_ticks;
    std::vector<ratio_mark> marks;     // series after series
    std::vector<QRectF> verdict_rows;  // of the series: to the left their names, where there are several
    std::vector<QString> row_names;    // elided

    QPointF to_pixel(double workers, double ratio) const;
    const ratio_mark* mark_at(const ratio_place& place) const;
};

// Least height that holds the chart with so many series.
QSize least_ratio_panel(std::size_t series);
ratio_geometry lay_out_ratios(QSizeF size, const ratio_chart& chart, const panel_fonts& fonts);
std::optional<ratio_place> place_under(const ratio_geometry& geometry, QPointF at);
obstacles obstacles_in(const ratio_geometry& geometry);

}  // namespace sweeplab
