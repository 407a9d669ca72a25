#include "app/cli/scaling_report.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/cli/phase_table.h"
#include "app/cli/soak_table.h"
#include "app/cli/standing_trials.h"
#include "app/cli/text_table.h"
#include "engine/advice/headline.h"

namespace sweeplab::cli {
namespace {

template <class Value>
std::vector<std::optional<double>> values_of(const std::vector<scaling_point>& points, Value value) {
    std::vector<std::optional<double>> values;
    for (const auto& point : points) values.push_back(value(point));
    return values;
}

std::vector<std::string> with_unit(std::vector<std::string> cells, std::string_view unit) {
    for (auto& cell : cells) {
        if (!cell.empty()) cell += unit;
    }
    return cells;
}

// Points that could not be counted stand in their place, without numbers.
std::vector<scaling_point> rows_of(const scaling_curve& curve) {
    std::vector<scaling_point> rows = curve.points;
    rows.insert(rows.end(), curve.empty_points.begin(), curve.empty_points.end());
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.workers < b.workers; });
    return rows;
}

bool has_time(const scaling_point& point) { return !point.times_s.empty(); }

std::vector<std::string> interval_cells(const std::vector<scaling_point>& rows) {
    // Both ends in one list, so that they get the same decimals.
    std::vector<std::optional<double>> ends;
    for (const auto& row : rows) {
        ends.push_back(has_time(row) ? row.time_s.lo : std::nullopt);
        ends.push_back(has_time(row) ? row.time_s.hi : std::nullopt);
    }
    const auto texts = number_cells(ends);
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < texts.size(); i += 2)
        cells.push_back(texts[i].empty() ? "" : texts[i] + " – " + texts[i + 1] + " s");
    return cells;
}

struct failures {
    int items = 0;
    int trials = 0;
};

std::map<int, failures> failures_by_workers(const run_record& run) {
    std::map<int, failures> found;
    for (const auto* one : standing_trials(run)) {
        auto& count = found[one->workers];
        count.items += one->failed;
        count.trials += one->state == trial_state::failed ? 1 : 0;
    }
    return found;
}

std::string failed_cell(const failures& count) {
    std::string text = std::to_string(count.items);
    if (count.trials > 0) text += fmt::format(" ({} trial{})", count.trials, count.trials == 1 ? "" : "s");
    return text;
}

std::string title_of(const run_record& run) {
    const auto& summary = run.summary;
    std::string text = summary.id ? fmt::format("Run {}: {}", summary.id.value, summary.name) : summary.name;
    if (summary.simulated) text += " (simulated)";
    const auto machine = run.host.summary();
    text += "\n" + summary.host_name + (machine.empty() ? "" : " (" + machine + ")");
    if (!summary.workload.empty()) text += "\n" + summary.workload;
    return text + "\n";
}

std::string planned_time_report(const run_record& run, const run_analysis& analysis) {
    const auto seen = phase_text(analysis.phases) + soak_text(analysis.soak);
    auto text = title_of(run) + "\n" + (seen.empty() ? "No trial has run to its end.\n" : seen);
    for (const auto& warning : advised_finding(analysis).warnings) text += "! " + warning + "\n";
    return text;
}

}  // namespace

std::string scaling_table(const scaling_curve& curve, const run_record& run) {
    using enum text_table::align;
    const auto rows = rows_of(curve);
    const auto value_or_none = [](const std::optional<value_interval>& value) {
        return value ? std::optional(value->value) : std::nullopt;
    };
    auto failures_at = failures_by_workers(run);
    std::vector<std::string> workers;
    std::vector<std::string> failed;
    std::vector<std::string> trials;
    for (const auto& row : rows) {
        workers.push_back(std::to_string(row.workers));
        trials.push_back(std::to_string(row.times_s.size()));
        failed.push_back(failed_cell(failures_at[row.workers]));
    }
    text_table table;
    table.add_column("workers", workers, right);
    table.add_column("trials", trials, right);
    table.add_column(
        "time",
        with_unit(number_cells(values_of(
                      rows, [](const auto& row) { return has_time(row) ? std::optional(row.time_s.value) : std::nullopt; })),
                  " s"),
        right);
    table.add_column_if_any("95 % interval", interval_cells(rows), right);
    const auto speedup = values_of(rows, [&](const auto& row) { return value_or_none(row.speedup); });
    const auto title =
        curve.baseline_workers == 1 ? std::string("speedup") : fmt::format("speedup vs {}", curve.baseline_workers);
    table.add_column_if_any(title, with_unit(number_cells(speedup), "×"), right);
    const auto percent = values_of(
        rows, [](const auto& row) { return row.efficiency ? std::optional(*row.efficiency * 100) : std::nullopt; });
    std::vector<std::string> efficiency;
    for (const auto& value : percent) efficiency.push_back(value ? fmt::format("{:.0f} %", *value) : "");
    table.add_column_if_any("efficiency", efficiency, right);
    table.add_column_if_any("items/s", number_cells(values_of(rows, [](const auto& row) { return row.items_per_s; })),
                            right);
    table.add_column_if_any("tokens/s", number_cells(values_of(rows, [](const auto& row) { return row.tokens_per_s; })),
                            right);
    table.add_column_if_any(
        "cost", with_unit(number_cells(values_of(rows, [](const auto& row) { return row.cost; })), " " + curve.currency),
        right);
    table.add_column_if_any(
        "cost/job",
        with_unit(number_cells(values_of(rows, [](const auto& row) { return row.cost_per_job; })), " " + curve.currency),
        right);
    table.add_column_if_any(
        "cost/result",
        with_unit(number_cells(values_of(rows, [](const auto& row) { return row.cost_per_result; })), " " + curve.currency),
        right);
    table.add_column("failed", failed, right);
    return table.text();
}

std::string scaling_report(const run_record& run) {
    const auto analysis = analyze_run(run);
    const auto words = advised_finding(analysis);
    if (analysis.curve.open_loop || analysis.curve.soak) return planned_time_report(run, analysis);
    std::string text = title_of(run) + "\n" + scaling_table(analysis.curve, run) + "\n" + words.headline + "\n";
    if (!words.detail.empty()) text += words.detail + "\n";
    for (const auto& warning : words.warnings) text += "! " + warning + "\n";
    return text;
}

}  // namespace sweeplab::cli
