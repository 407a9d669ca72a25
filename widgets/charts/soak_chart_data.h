// A soak as it is drawn: plots of what was watched over one time axis. What was not measured has no plot. Pure; any thread.
#pragma once

#include <memory>

#include "widgets/charts/axis_scale.h"
#include "widgets/charts/figure_report.h"
#include "widgets/charts/load_chart_data.h"
#include "widgets/charts/timeline_zoom.h"

namespace sweeplab {

struct soak_drawn_line {
    QString name;      // of several in one plot
    soak_line line;    // in the plot's unit
    int color = 0;     // of a series
    bool bold = true;  // the one that matters most
};

// The straight line that growth was read off, from one time to another.
struct soak_trend {
    std::int64_t from_ns = 0, to_ns = 0;
    double from = 0, to = 0;
};

struct soak_drawn_plot {
    QString title;  // "Processor", or a series' name
    QString unit;   // "ms"; empty: as the service has it
    std::vector<soak_drawn_line> lines;
    std::vector<soak_trend> trends;  // one for each part
    QString trend_text;              // "grows 1.2 MB/h (−0.4 to 2.8)"
    value_axis axis;
    bool from_zero = true;
};

struct soak_chart {
    run_id run;
    QString title;
    QString subtitle;
    QString accessible_name;
    bool simulated = false;
    QString why_none;               // there is no such soak; empty: there is one
    soak_course course;             // without its lines, which are in the plots
    const soak_row* row = nullptr;  // into the report; null: not saved yet
    std::shared_ptr<const figure_report> report;
    std::vector<soak_drawn_plot> plots;
    time_window window;
    double settled_after_s = 0;

    bool drawn() const { return why_none.isEmpty(); }
};
using soak_chart_ptr = std::shared_ptr<const soak_chart>;

// Of all runs, each once.
std::vector<load_trial> soaks_of(const std::vector<figure_run>& runs);
// The one that is wanted where there is such a soak; else the one going on; else the first that did not fail.
std::optional<load_trial> chosen_soak(const std::vector<figure_run>& runs, const std::optional<load_trial>& wanted);
// One for each run with a soak; they share their axes, but for those that do not begin at zero.
std::vector<soak_chart_ptr> make_soak_charts(const std::vector<figure_run>& runs, const std::optional<load_trial>& wanted);

}  // namespace sweeplab
