// From curves to what is drawn: panels of series with their values, one axis for all of them, ticks, captions,
// ideal lines, the recommended point, and what has to be said below. Pure; any thread. METHODS.md §1, §4.
#pragma once

#include <QPointF>
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

#include "engine/advice/headline.h"
#include "engine/prediction/prediction.h"
#include "engine/prediction/run_bounds.h"
#include "widgets/charts/axis_scale.h"
#include "widgets/charts/chart_value.h"
#include "widgets/charts/point_words.h"

namespace sweeplab {

enum class panel_layout { by_machine, overlay };
QString to_text(panel_layout layout);  // "by_machine", "overlay"
std::optional<panel_layout> panel_layout_from(const QString& text);

// What is known of a curve beside its measured points.
struct curve_outlook {
    run_bounds bounds;
    std::vector<prediction> predictions;
    std::optional<advice_mark> advised{};  // absent: the measured points alone choose
};

// What a chart is made from.
struct scaling_content {
    std::vector<scaling_curve> curves;
    finding words;
    chart_quantity quantity = chart_quantity::time;
    panel_layout layout = panel_layout::by_machine;
    std::vector<curve_outlook> outlooks{};  // of the curves, in their order; empty where nothing is known
};

// The units in which all numbers of one chart are written, by quantity.
using display_units = std::array<display_unit, all_chart_quantities.size()>;
const display_unit& unit_of(const display_units& units, chart_quantity quantity);

struct chart_point {
    int workers = 1;
    chart_value shown;                   // in the display unit, all positive on a log axis
    scaling_point source;                // everything else that is known of it
    std::optional<point_words> words{};  // instead of what `source` says, where it is a figure of another kind
};

// Times between which the work itself lets a run lie, at one width.
struct band_slice {
    double workers = 1;
    double lower = 0;
    double upper = 0;
};

struct predicted_point {
    int workers = 1;
    chart_value shown;
    prediction source;
};

struct chart_series {
    run_id run;
    QString label;  // what tells it from the others in its panel
    QString host;
    int number = 0;  // chooses colour and marker; the same label has the same one in every panel
    int baseline_workers = 1;
    QString currency;
    bool simulated = false;
    int measured_counts = 0;                 // worker counts with a counted trial, whether or not they have this quantity
    std::vector<chart_point> points;         // by workers, ascending
    std::vector<scaling_point> not_counted;  // worker counts without one counted trial: marks, never values
    std::vector<QPointF> ideal;              // (workers, value) of linear scaling from 1 worker; else empty
    std::optional<int> recommended;          // worker count to ring
    std::optional<int> do_the_same;          // of the recommended ones, so many: the others get no item
    std::vector<band_slice> band;            // by workers, ascending; for times alone
    std::vector<predicted_point> predicted;  // by workers, ascending; for times alone
};

struct chart_panel {
    QString title;
    QString subtitle;
    bool simulated = false;
    std::vector<chart_series> series;
    QString why_none{};         // no series has a point, in words; empty: the usual reason
    QString accessible_name{};  // empty: the quantity against workers, and the title
};

struct scaling_chart_data {
    chart_quantity quantity = chart_quantity::time;
    display_units units;
    std::vector<int> workers;  // every count that has a mark in any panel, ascending
    axis_scale x;
    value_axis y;
    QString x_caption;  // "Workers (log₂)"
    QString y_caption;  // "Mean wall time, s (log₂) · whiskers: 95 % · dots: repeats"
    std::vector<chart_panel> panels;
    QStringList footnotes;  // trials not counted, values that cannot be drawn

    bool has_values() const;
};

scaling_chart_data make_chart_data(const scaling_content& content);

// Is there any value of this quantity?
bool has_quantity(const std::vector<scaling_curve>& curves, chart_quantity quantity);

}  // namespace sweeplab
