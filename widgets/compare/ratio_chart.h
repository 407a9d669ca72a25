// The chart of ratios: how much longer each run takes than the one it is held against, by worker count, with interval,
// verdict and the band in which a difference does not matter. Pure; any thread.
#pragma once

#include <memory>
#include <optional>

#include "widgets/charts/axis_scale.h"
#include "widgets/charts/panel_move.h"
#include "widgets/charts/point_words.h"
#include "widgets/compare/comparison_sheet.h"

namespace sweeplab {

struct ratio_series {
    QString name;
    int number = 0;  // chooses marker and colour of the line, the same as in the chart of times
    std::vector<compared_point> points;
    bool simulated = false;  // it, or what it is held against
};

struct ratio_chart {
    QString against;
    double threshold = default_threshold;
    bool simulated = false;    // any of the series
    std::vector<int> workers;  // ascending
    axis_scale x;
    value_axis y;
    std::vector<ratio_series> series;  // only those with a point

    bool empty() const { return series.empty(); }
};
using ratio_chart_ptr = std::shared_ptr<const ratio_chart>;

ratio_chart make_ratio_chart(const comparison_sheet& sheet);

// A point of it: a series and one of its points.
struct ratio_place {
    std::size_t series = 0;
    std::size_t point = 0;
    bool operator==(const ratio_place&) const = default;
};
std::optional<ratio_place> moved_place(const ratio_chart& chart, const std::optional<ratio_place>& from, panel_move move);

QString sign_of(verdict value);                      // "▼": faster, since less time is taken
QString short_words_of(verdict value);               // "faster", "needs repeats"
QString interval_text(const value_interval& value);  // "1.05× – 1.19×"; empty without one
point_words describe_ratio(const ratio_chart& chart, const ratio_place& place);
QString describe_ratio_chart(const ratio_chart& chart);  // a paragraph, for assistive tools

}  // namespace sweeplab
