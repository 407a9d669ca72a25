#include "widgets/charts/load_chart_data.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "widgets/charts/load_words.h"

namespace sweeplab {
namespace {

constexpr double air_after_end = 1.012;  // so that the end is seen

const load_course* course_of(const figure_run& run, const load_trial& wanted) {
    for (const auto& one : run.report->load.courses)
        if (one.workers == wanted.workers && one.repeat == wanted.repeat) return &one;
    return nullptr;
}

// The largest of each value in all charts, so that they can be compared.
struct load_extent {
    double rate = 0, workers = 1, latency_s = 0;
    std::int64_t end_ns = 1;

    void take(const load_chart& chart) {
        for (const auto& phase : chart.phases()) {
            rate = std::max(rate, phase.rate);
            end_ns = std::max(end_ns, phase.end_ns);
        }
        const auto& course = *chart.course;
        end_ns = std::max(end_ns, course.end_ns);
        workers = std::max(workers, static_cast<double>(course.workers));
        for (const auto& slice : course.slices) {
            rate = std::max(rate, slice.sent_per_s().value_or(0));
            end_ns = std::max(end_ns, slice.end_ns);
        }
        for (const auto& made : course.decisions) workers = std::max(workers, static_cast<double>(made.to));
        for (const auto& slice : course.latencies) latency_s = std::max(latency_s, static_cast<double>(slice.p95_ns) * 1e-9);
    }

    void give(load_chart& chart) const {
        chart.window = {0, static_cast<double>(end_ns) * air_after_end};
        chart.rate = make_linear_axis(rate, 0);
        chart.workers = make_linear_axis(workers, 0);
        std::erase_if(chart.workers.ticks, [](double tick) { return std::abs(tick - std::round(tick)) > 1e-6; });
        chart.latency_unit = choose_unit(chart_quantity::time, 0, latency_s, {});
        chart.latency = make_linear_axis(latency_s > 0 ? latency_s * chart.latency_unit.factor : 1, 0);
        chart.any_latency = latency_s > 0;
    }
};

}  // namespace

std::vector<load_trial> load_trials_of(const std::vector<figure_run>& runs) {
    std::set<load_trial> all;
    for (const auto& run : runs)
        for (const auto& one : run.report->load.courses) all.insert({one.workers, one.repeat});
    return {all.begin(), all.end()};
}

std::optional<load_trial> chosen_load_trial(const std::vector<figure_run>& runs, const std::optional<load_trial>& wanted) {
    const auto all = load_trials_of(runs);
    if (all.empty()) return std::nullopt;
    if (wanted && std::ranges::find(all, *wanted) != all.end()) return wanted;
    const auto whole = std::ranges::find_if(all, [&](const auto& one) {
        return std::ranges::any_of(runs, [&](const auto& run) {
            const auto* course = course_of(run, one);
            return course && !course->cut_short();
        });
    });
    return whole == all.end() ? all.front() : *whole;
}

std::vector<load_chart_ptr> make_load_charts(const std::vector<figure_run>& runs, const std::optional<load_trial>& wanted) {
    const auto chosen = chosen_load_trial(runs, wanted);
    if (!chosen) return {};
    std::vector<std::shared_ptr<load_chart>> charts;
    load_extent extent;
    for (const auto& run : runs) {
        if (run.report->load.empty()) continue;
        auto chart = std::make_shared<load_chart>();
        const bool alone = runs.size() == 1;
        chart->run = run.run;
        chart->title = alone ? QStringLiteral("Load over time") : run.label;
        chart->simulated = run.simulated;
        chart->report = run.report;
        chart->course = course_of(run, *chosen);
        chart->subtitle = (alone ? run.run_name + QStringLiteral(" · ") : QString()) + load_trial_text(*chosen);
        chart->accessible_name = QStringLiteral("Chart of %1, rates, workers and latency, %2")
                                     .arg(alone ? QStringLiteral("load over time") : run.label, load_trial_text(*chosen));
        if (chart->course) extent.take(*chart);
        else chart->why_none = QStringLiteral("This run has no trial with %1 that counts").arg(load_trial_text(*chosen));
        charts.push_back(std::move(chart));
    }
    for (const auto& chart : charts) extent.give(*chart);
    return {charts.begin(), charts.end()};
}

}  // namespace sweeplab
