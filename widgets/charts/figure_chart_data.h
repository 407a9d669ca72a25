// From figures to what is drawn: small panels, each a chart of its own with its unit and its axes, so that unlike units
// never share one. The panels are those of the scaling chart. Pure; any thread.
#pragma once

#include "widgets/charts/figure_report.h"
#include "widgets/charts/load_chart_data.h"
#include "widgets/charts/soak_chart_data.h"

namespace sweeplab {

// Which of several instances of a pipeline a milestone's time is read off.
enum class milestone_reading { first, middle, last };
QString to_text(milestone_reading reading);  // "first"
std::optional<milestone_reading> milestone_reading_from(const QString& text);

struct figure_content {
    std::vector<figure_run> runs;
    milestone_reading reading = milestone_reading::last;
    std::optional<load_trial> load{};  // which trial of a load is drawn; absent: the first
    std::optional<load_trial> soak{};  // and which soak
};

enum class figure_kind { milestones, solved, native, phases, soak };

// One panel with its unit, axes and series.
struct figure_panel {
    figure_kind kind = figure_kind::milestones;
    QString title;
    QString unit;  // in which its values are: "s", "GB/s", "USD", "%"
    std::shared_ptr<const scaling_chart_data> chart;

    const std::vector<chart_series>& series() const { return chart->panels.front().series; }
};

struct figure_chart_data {
    std::vector<figure_panel> panels;   // milestones by run, then solved tasks, then a panel for each kernel
    std::vector<load_chart_ptr> loads;  // after them, one for each load in phases
    std::vector<soak_chart_ptr> soaks;  // and for each soak
    bool several_instances = false;     // a milestone is reached more than once: first, middle and last differ
    QStringList footnotes;

    bool empty() const { return panels.empty() && loads.empty() && soaks.empty(); }
};

figure_chart_data make_figure_chart(const figure_content& content);

// The value of a milestone that is shown; only the last has an interval.
std::optional<value_interval> reading_of(const milestone_point& point, milestone_reading reading);
// "GB/s" with 1e-9, "k requests/s" with 1e-3: the unit in which rates up to `most` read best.
display_unit unit_of_rate(native::work_unit unit, double most);

}  // namespace sweeplab
