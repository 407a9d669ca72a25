// The costs of a run's work beside an API's, as the Advice page shows them: in words, and as lines of a chart. Pure; any
// thread.
#pragma once

#include <QPointF>
#include <QStringList>
#include <vector>

#include "widgets/advice/cost_basis.h"
#include "widgets/charts/axis_scale.h"
#include "widgets/charts/chart_words.h"

namespace sweeplab {

struct cost_series {
    QString name;
    bool api = false;
    std::vector<cost_point> points;          // ascending volumes; the last is the capacity or the end of the axis
    std::optional<value_interval> capacity;  // jobs a month; of a machine
    bool ends() const { return capacity && !points.empty() && points.back().units >= capacity->value * (1 - 1e-9); }
    // On the line; nothing beyond what the machine can do in a month.
    std::optional<cost_point> at(double volume) const;
};

struct cost_crossing {
    int series = 0;
    QPointF at;                // jobs a month, cost a month
    std::optional<double> lo;  // of the volume
    std::optional<double> hi;
    QString text;  // "1,240 jobs"
};

struct cost_chart {
    std::vector<cost_series> series;  // machines, then the API
    std::vector<cost_crossing> crossings;
    value_axis x, y;
    std::string currency;
    bool simulated = false;
    std::vector<double> stops;  // volumes that the keyboard goes to
    bool empty() const { return series.empty(); }
};

struct cost_view {
    economics_report report;
    QString headline;          // the finding; empty where there is none
    QStringList lines;         // of further machines, and what the numbers stand on
    QStringList missing;       // what to enter, and where
    bool host_wanted = false;  // it is to be entered in a host profile
    cost_chart chart;          // empty where something is missing
};

cost_view view_of_costs(const cost_basis& basis, const api_offer& api);

QString volume_text(double jobs);  // "1,240": three digits that count
point_words describe_volume(const cost_chart& chart, double volume);
// The chart as a paragraph, for assistive tools.
QString describe_chart(const cost_chart& chart);

}  // namespace sweeplab
