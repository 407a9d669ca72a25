#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/advice/headline.h"
#include "engine/analysis/words.h"
#include "engine/foundation/clock.h"
#include "engine/laws/time_bounds.h"
#include "engine/report/report_parts.h"

namespace sweeplab {
namespace {

std::vector<scaling_point> rows_of(const scaling_curve& curve) {
    auto rows = curve.points;
    rows.insert(rows.end(), curve.empty_points.begin(), curve.empty_points.end());
    std::ranges::sort(rows, {}, &scaling_point::workers);
    return rows;
}

bool has_time(const scaling_point& point) { return !point.times_s.empty(); }

template <class Value>
std::vector<std::optional<double>> values_of(const std::vector<scaling_point>& rows, Value value) {
    std::vector<std::optional<double>> values;
    for (const auto& row : rows) values.push_back(value(row));
    return values;
}

template <class Cell>
std::vector<std::string> cells_of(const std::vector<scaling_point>& rows, Cell cell) {
    std::vector<std::string> cells;
    for (const auto& row : rows) cells.push_back(cell(row));
    return cells;
}

// Both ends with the same decimals.
std::vector<std::string> interval_cells(const std::vector<scaling_point>& rows) {
    std::vector<std::optional<double>> ends;
    for (const auto& row : rows) {
        ends.push_back(has_time(row) ? row.time_s.lo : std::nullopt);
        ends.push_back(has_time(row) ? row.time_s.hi : std::nullopt);
    }
    const auto texts = number_column(ends);
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < texts.size(); i += 2)
        cells.push_back(texts[i].empty() || texts[i + 1].empty() ? "" : texts[i] + " – " + texts[i + 1]);
    return cells;
}

std::vector<std::string> with_unit(std::vector<std::string> cells, const std::string& unit) {
    for (auto& cell : cells) cell += cell.empty() ? "" : unit;
    return cells;
}

report_table table_of(const run_record& run, const scaling_curve& curve) {
    const auto rows = rows_of(curve);
    std::map<int, int> failed;
    for (const auto& one : run.trials) failed[one.workers] += one.warm_up ? 0 : one.failed;
    const auto money = curve.currency;
    const auto speedup_title =
        curve.baseline_workers == 1 ? std::string("Speedup") : fmt::format("Speedup vs {}", curve.baseline_workers);
    table_builder table;
    table.add("Workers", cells_of(rows, [](const auto& row) { return std::to_string(row.workers); }));
    table.add("Repeats", cells_of(rows, [](const auto& row) { return std::to_string(row.times_s.size()); }));
    table.add("Time (s)", number_column(values_of(rows, [](const auto& row) {
                  return has_time(row) ? std::optional(row.time_s.value) : std::nullopt;
              })));
    table.add_if_any("95 % interval (s)", interval_cells(rows));
    table.add_if_any(
        speedup_title,
        with_unit(number_column(values_of(
                      rows, [](const auto& row) { return row.speedup ? std::optional(row.speedup->value) : std::nullopt; })),
                  "×"));
    table.add_if_any("Efficiency", cells_of(rows, [](const auto& row) {
                         return row.efficiency ? whole_percent(*row.efficiency) : std::string{};
                     }));
    table.add_if_any("Items/s", number_column(values_of(rows, [](const auto& row) { return row.items_per_s; })));
    table.add_if_any("Output tokens/s", number_column(values_of(rows, [](const auto& row) { return row.tokens_per_s; })));
    table.add_if_any("Cost (" + money + ")", number_column(values_of(rows, [](const auto& row) { return row.cost; })));
    table.add_if_any("Cost an item (" + money + ")",
                     number_column(values_of(rows, [](const auto& row) { return row.cost_per_job; })));
    table.add_if_any("Cost a result (" + money + ")",
                     number_column(values_of(rows, [](const auto& row) { return row.cost_per_result; })));
    table.add_if_any("Results", number_column(values_of(rows, [](const auto& row) { return row.result_count; })));
    table.add_if_any("Failed items", cells_of(rows, [&](const auto& row) {
                         return failed[row.workers] > 0 ? std::to_string(failed[row.workers]) : std::string{};
                     }));
    table.add_if_any("Remarks",
                     cells_of(rows,
                              [](const auto& row) {
                                  auto text = row.why_not_counted;
                                  for (const auto& doubt : row.doubts) text += (text.empty() ? "" : "; ") + doubt;
                                  return text;
                              }),
                     false);
    return table.take();
}

// Closely enough that its bends are where they are, not where somebody measured.
std::vector<report_band_point> band_of(const run_bounds& bounds) {
    constexpr int steps = 64;
    std::vector<report_band_point> band;
    if (bounds.points.size() < 2) return band;
    const double from = bounds.points.front().workers, to = bounds.points.back().workers;
    for (int i = 0; i <= steps; ++i) {
        const double workers = from * std::pow(to / from, static_cast<double>(i) / steps);
        if (const auto at = bounds_at(workers, bounds.work_s, bounds.span_s))
            band.push_back({workers, at->lower_s, at->upper_s});
    }
    return band;
}

line_chart chart_of(const run_analysis& analysis) {
    line_chart chart;
    chart.title = "Time against workers";
    chart.y_name = "time (s)";
    const bool intervals =
        std::ranges::any_of(analysis.curve.points, [](const auto& one) { return one.time_s.lo.has_value(); });
    report_line line{intervals ? "measured, 95 % interval" : "measured", {}};
    for (const auto& point : analysis.curve.points)
        line.points.push_back({static_cast<double>(point.workers), point.time_s.value, point.time_s.lo, point.time_s.hi,
                               point.times_s, !point.doubts.empty()});
    chart.lines.push_back(std::move(line));
    chart.band = band_of(analysis.bounds);
    chart.band_name = "what the work itself allows";
    if (const auto mark = mark_of(analysis.curve, analysis.advice); mark && mark->measured) {
        chart.marked_x = *mark->measured;
        chart.mark_name = mark->workers == *mark->measured ? "recommended" : fmt::format("recommended ({})", mark->workers);
    }
    return chart;
}

}  // namespace

maybe_section scaling_section(const run_record& run, const run_analysis& analysis) {
    const auto& curve = analysis.curve;
    if (curve.points.empty() && curve.empty_points.empty()) return std::nullopt;
    report_section section{"Time against workers", {}};
    if (!curve.points.empty()) section.blocks.emplace_back(chart_of(analysis));
    section.blocks.emplace_back(table_of(run, curve));
    report_list notes;
    notes.lines.push_back(describe_bounds(analysis.bounds));
    if (!curve.repeat_rule.empty()) notes.lines.push_back(curve.repeat_rule);
    if (!analysis.agreement.text.empty()) notes.lines.push_back(analysis.agreement.text);
    section.blocks.emplace_back(std::move(notes));
    return section;
}

maybe_section trials_section(const run_record& run) {
    if (run.trials.empty()) return std::nullopt;
    constexpr std::size_t most = 200;
    table_builder table;
    std::vector<std::string> workers, repeats, states, remarks;
    std::vector<std::optional<double>> times;
    for (std::size_t i = 0; i < run.trials.size() && i < most; ++i) {
        const auto& one = run.trials[i];
        workers.push_back(std::to_string(one.workers));
        repeats.push_back(one.warm_up ? "warm-up" : std::to_string(one.repeat));
        times.push_back(one.time_ns ? std::optional(to_seconds(duration(*one.time_ns))) : std::nullopt);
        states.emplace_back(to_text(one.state));
        remarks.push_back(one.excluded.empty() ? one.message : "left out: " + one.excluded);
    }
    // Not "Time (s)": who pastes this report to import it wants the table of means once.
    table.add("Count", workers).add("Repeat", repeats).add("Seconds", number_column(times)).add("State", states, false);
    table.add_if_any("Remarks", remarks, false);
    report_section section{"Every trial", {table.take()}};
    if (run.trials.size() > most)
        section.blocks.emplace_back(
            report_paragraph{fmt::format("{} further trials are in the run's CSV.", run.trials.size() - most)});
    return section;
}

}  // namespace sweeplab
