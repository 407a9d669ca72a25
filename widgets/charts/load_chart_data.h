// A trial of an open loop as it is drawn: rates, workers and latency over one time axis. Pure; any thread.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "widgets/charts/axis_scale.h"
#include "widgets/charts/chart_quantity.h"
#include "widgets/charts/figure_report.h"
#include "widgets/charts/timeline_zoom.h"

namespace sweeplab {

// Which of a run's trials is drawn.
struct load_trial {
    int workers = 1;  // at the start
    int repeat = 1;
    auto operator<=>(const load_trial&) const = default;
};

struct load_chart {
    run_id run;
    QString title;
    QString subtitle;
    QString accessible_name;
    bool simulated = false;
    QString why_none;                             // there is no such trial; empty: there is one
    std::shared_ptr<const figure_report> report;  // owns what `course` points to
    const load_course* course = nullptr;
    time_window window;
    value_axis rate;     // requests/s
    value_axis workers;  // ticks at whole numbers only
    value_axis latency;  // in latency_unit
    display_unit latency_unit;
    bool any_latency = false;

    const std::vector<planned_phase>& phases() const { return report->load.phases; }
};
using load_chart_ptr = std::shared_ptr<const load_chart>;

// Of all runs, each once.
std::vector<load_trial> load_trials_of(const std::vector<figure_run>& runs);
// The one that is wanted where there is such a trial; else the first that was not stopped early.
std::optional<load_trial> chosen_load_trial(const std::vector<figure_run>& runs, const std::optional<load_trial>& wanted);
// One for each run with a load; they share their axes.
std::vector<load_chart_ptr> make_load_charts(const std::vector<figure_run>& runs, const std::optional<load_trial>& wanted);

}  // namespace sweeplab
