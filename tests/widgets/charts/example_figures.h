// Runs with figures that are known: made by hand, so that every panel can be checked.
#pragma once

#include <memory>

#include "widgets/charts/figure_chart_data.h"

namespace sweeplab::examples {

inline milestone_point reached(int workers, double last_s, double spread = 1.1) {
    milestone_point point;
    point.workers = workers;
    point.trials = 3;
    point.first_s = last_s;
    point.median_s = last_s;
    point.last_s = value_interval{last_s, last_s / spread, last_s * spread};
    return point;
}

// A core of 9 s at any count, and everything after it that goes side by side.
inline milestone_report report_pipeline() {
    return {{{"core ready", 1, {reached(1, 9), reached(2, 9), reached(4, 9)}},
             {"everything ready", 1, {reached(1, 25.7), reached(2, 17.4), reached(4, 14.1)}}}};
}

inline native::kernel_point rate_at(int threads, double per_s, double at_one) {
    native::kernel_point point;
    point.threads = threads;
    point.rates = {per_s * 0.9, per_s / 0.9};
    point.rate = value_interval{per_s, per_s * 0.8, per_s / 0.8};
    point.speedup = value_interval{per_s / at_one, {}, {}};
    return point;
}

inline native::kernel_series kernel_at(const std::string& name, native::work_unit unit,
                                       const std::vector<std::pair<int, double>>& rates, int size = 10) {
    native::kernel_series series;
    series.item = series.kernel = name;
    series.values = {{"kernel", name}, {"elements", size}};
    series.unit = unit;
    for (const auto& [threads, per_s] : rates) series.points.push_back(rate_at(threads, per_s, rates.front().second));
    return series;
}

inline native::native_report suite() {
    native::native_report report;
    report.series = {kernel_at("sqrt", native::work_unit::operations, {{1, 2.5e8}, {2, 5e8}}),
                     kernel_at("copy", native::work_unit::bytes, {{1, 1.2e10}, {2, 1.3e10}}),
                     kernel_at("requests", native::work_unit::requests, {{1, 90}, {2, 180}})};
    report.series[2].points[0].latency_p99_s = 0.012;
    return report;
}

inline solved_point solved_at(int workers, int tasks, int solved, double time_s, std::optional<double> cost) {
    solved_point point;
    point.workers = workers;
    point.trials = 1;
    point.tasks = tasks;
    point.solved = solved;
    point.time_s = time_s;
    if (solved > 0) point.s_per_solved = time_s / solved;
    point.cost_per_solved = cost;
    return point;
}

// Nothing is solved with 4 workers, and what the tries at 2 cost is not known.
inline solved_report agents(const std::string& currency = "USD") {
    return {{solved_at(1, 10, 8, 80, 0.05), solved_at(2, 10, 10, 50, std::nullopt), solved_at(4, 10, 0, 30, std::nullopt)},
            currency};
}

inline figure_run figures(figure_report report, std::int64_t id = 1, const char* label = "desk", int number = 0) {
    figure_run run;
    run.run = run_id{id};
    run.run_name = QStringLiteral("run %1").arg(id);
    run.host = run.label = QString::fromLatin1(label);
    run.number = number;
    run.report = std::make_shared<const figure_report>(std::move(report));
    return run;
}

}  // namespace sweeplab::examples
