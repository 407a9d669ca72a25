// What a kind of workload measures beside its time: milestones of a pipeline, rates of native kernels, solved tasks, a
// load in phases, a soak.
// Pure; any thread.
#pragma once

#include <memory>
#include <optional>

#include "engine/analysis/load_course.h"
#include "engine/analysis/milestone_report.h"
#include "engine/analysis/soak_report.h"
#include "engine/analysis/solved_report.h"
#include "engine/native/native_report.h"
#include "widgets/charts/scaling_chart_data.h"
#include "widgets/charts/soak_course.h"

namespace sweeplab {

struct figure_report {
    milestone_report milestones;
    std::optional<native::native_report> native;
    solved_report solved;
    phase_report phases{};
    load_report load{};  // the same trials over their time
    soak_report soak{};
    std::vector<soak_course> soaks{};  // the same, and one that is going on

    bool empty() const;
};

// Needs attempts.
figure_report make_figure_report(const run_record& run);
// How much of a soak's time axis an interruption takes, however long it was.
std::int64_t soak_gap_ns(const soak_terms& terms);

// A run as the figures show it.
struct figure_run {
    run_id run;
    QString run_name;
    QString host;
    QString label;   // tells it from the other runs
    int number = 0;  // chooses colour and marker
    bool simulated = false;
    std::shared_ptr<const figure_report> report;
};

// A run's report and its curve, which names it.
struct figure_source {
    const scaling_curve* curve = nullptr;
    std::shared_ptr<const figure_report> report;
};
// Only the runs that have figures.
std::vector<figure_run> make_figure_runs(std::vector<figure_source> sources);

}  // namespace sweeplab
