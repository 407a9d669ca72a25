#include "widgets/charts/figure_report.h"

#include <algorithm>

#include "engine/advice/run_milestones.h"
#include "engine/advice/run_phases.h"
#include "engine/advice/run_soak.h"
#include "widgets/charts/series_names.h"

namespace sweeplab {

bool figure_report::empty() const {
    const bool any_rate = native && std::ranges::any_of(native->series, [](const auto& series) {
                              return !series.points.empty() || !series.failures.empty();
                          });
    return milestones.empty() && !any_rate && solved.points.empty() && phases.empty() && soaks.empty();
}

std::int64_t soak_gap_ns(const soak_terms& terms) { return static_cast<std::int64_t>(terms.duration_s * 1e9 * 0.04); }

figure_report make_figure_report(const run_record& run) {
    figure_report report{milestones_of_run(run), std::nullopt, make_solved_report(run), {}, {}};
    if (auto rates = native::make_native_report(run)) report.native = std::move(*rates);
    if (is_open_loop(run)) {
        const auto planned = planned_phases_of(run);
        if (!planned.empty()) report.phases = make_phase_report(run, planned);
        report.load = make_load_report(run, planned);
    }
    if (const auto terms = is_soak(run) ? soak_terms_of(run) : std::nullopt) {
        report.soak = make_soak_report(run, *terms);
        report.soaks = make_soak_courses(run, soak_gap_ns(*terms));
    }
    return report;
}

std::vector<figure_run> make_figure_runs(std::vector<figure_source> sources) {
    std::erase_if(sources, [](const auto& source) { return source.report->empty(); });
    std::vector<scaling_curve> curves;
    for (const auto& source : sources) {
        curves.push_back(*source.curve);
        curves.back().workload.clear();  // a list of kernels or steps is no name
    }
    const auto names = name_series(curves, panel_layout::overlay);
    std::vector<figure_run> runs;
    for (std::size_t i = 0; i < sources.size(); ++i)
        runs.push_back({curves[i].run, QString::fromStdString(curves[i].run_name), host_title(curves[i]), names[i].label,
                        names[i].number, curves[i].simulated, sources[i].report});
    return runs;
}

}  // namespace sweeplab
