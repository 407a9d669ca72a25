// What only some kinds of work have: milestones, solved tasks, rates of kernels, phases, soaks.
#include <fmt/format.h>

#include "engine/advice/run_milestones.h"
#include "engine/analysis/solved_report.h"
#include "engine/analysis/words.h"
#include "engine/foundation/clock.h"
#include "engine/foundation/text.h"
#include "engine/native/native_report.h"
#include "engine/report/report_parts.h"

namespace sweeplab {
namespace {

constexpr double mb = 1e6;

template <class Row, class Cell>
std::vector<std::string> cells_of(const std::vector<Row>& rows, Cell cell) {
    std::vector<std::string> cells;
    for (const auto& row : rows) cells.push_back(cell(row));
    return cells;
}

std::string latency_cell(const latency_percentile& read) {
    return read.ns ? seconds_in_words(to_seconds(duration(*read.ns))) : "";
}
std::string rate_cell(const std::optional<double>& per_s) { return per_s ? fmt::format("{:.4g}", *per_s) : ""; }

std::string workers_cell(const phase_row& row) {
    if (row.fewest_workers == row.most_workers) return std::to_string(row.most_workers);
    return fmt::format("{} – {}", row.fewest_workers, row.most_workers);
}

report_table phase_table(const phase_report& report) {
    const auto& rows = report.rows;
    table_builder table;
    table.add("At the start", cells_of(rows, [](const auto& row) { return std::to_string(row.workers); }));
    table.add("Phase", cells_of(rows, [](const auto& row) { return row.phase; }), false);
    table.add("Workers in it", cells_of(rows, workers_cell));
    table.add("Asked (1/s)", cells_of(rows, [](const auto& row) { return rate_cell(row.asked_per_s); }));
    table.add_if_any("Sent (1/s)", cells_of(rows, [](const auto& row) { return rate_cell(row.sent_per_s); }));
    table.add("Requests", cells_of(rows, [](const auto& row) { return std::to_string(row.requests); }));
    table.add_if_any("Not sent", cells_of(rows, [](const auto& row) {
                         return row.not_sent > 0 ? std::to_string(row.not_sent) : std::string{};
                     }));
    table.add("Errors", cells_of(rows, [](const auto& row) { return std::to_string(row.errors); }));
    table.add_if_any("From due p50", cells_of(rows, [](const auto& row) { return latency_cell(row.from_due.p50); }));
    table.add_if_any("From due p95", cells_of(rows, [](const auto& row) { return latency_cell(row.from_due.p95); }));
    table.add_if_any("From due p99", cells_of(rows, [](const auto& row) { return latency_cell(row.from_due.p99); }));
    table.add_if_any("From sent p50", cells_of(rows, [](const auto& row) { return latency_cell(row.from_sent.p50); }));
    table.add_if_any("From sent p95", cells_of(rows, [](const auto& row) { return latency_cell(row.from_sent.p95); }));
    table.add_if_any("From sent p99", cells_of(rows, [](const auto& row) { return latency_cell(row.from_sent.p99); }));
    return table.take();
}

report_table decision_table(const phase_trial& all) {
    // A policy that looks often decides often: the changes tell the story.
    constexpr std::size_t most = 200;
    auto one = all;
    if (one.decisions.size() > most) std::erase_if(one.decisions, [](const auto& made) { return made.from == made.to; });
    if (one.decisions.size() > most) one.decisions.resize(most);
    const bool cut = one.decisions.size() < all.decisions.size();
    const auto count = cut ? fmt::format(": {} of {}", one.decisions.size(), all.decisions.size()) : std::string{};
    table_builder table(fmt::format("Decisions of the policy, {} at the start, repeat {}{}", workers_in_words(one.workers),
                                    one.repeat, count));
    table.add("At (s)", cells_of(one.decisions,
                                 [](const auto& made) { return fmt::format("{:.1f}", to_seconds(duration(made.at_ns))); }));
    table.add("Workers", cells_of(one.decisions, [](const auto& made) {
                  return made.from == made.to ? fmt::format("keep {}", made.to) : fmt::format("{} → {}", made.from, made.to);
              }));
    table.add("Because", cells_of(one.decisions, [](const auto& made) { return made.reason; }), false);
    return table.take();
}

std::string ns_cell(const std::optional<double>& ns) { return ns ? seconds_in_words(*ns * 1e-9) : std::string{}; }
std::string number_cell(const std::optional<double>& value, double unit = 1) {
    return value ? fmt::format("{:.4g}", *value / unit) : std::string{};
}
std::string growth_cell(const std::optional<growth_estimate>& growth, double unit = 1) {
    if (!growth) return {};
    if (!growth->lo || !growth->hi) return fmt::format("{:.4g}", growth->per_hour / unit);
    return fmt::format("{:.4g} ({:.4g} to {:.4g})", growth->per_hour / unit, *growth->lo / unit, *growth->hi / unit);
}

report_table stream_table(const std::vector<soak_row>& rows) {
    table_builder table("Streams");
    table.add("Clients", cells_of(rows, [](const auto& row) { return std::to_string(row.workers); }));
    table.add("Repeat", cells_of(rows, [](const auto& row) { return std::to_string(row.repeat); }));
    table.add("Measured (s)", cells_of(rows, [](const auto& row) { return fmt::format("{:.1f}", row.measured_s); }));
    table.add("Requests", cells_of(rows, [](const auto& row) { return std::to_string(row.requests); }));
    table.add("Failed", cells_of(rows, [](const auto& row) { return std::to_string(row.failed); }));
    const auto spread = [&](const std::string& title, const spread_of_times soak_row::*part) {
        for (const int thousandths : {500, 950, 990})
            table.add_if_any(title + " " + percentile_name(thousandths),
                             cells_of(rows, [&](const auto& row) { return ns_cell((row.*part).percentile(thousandths)); }));
        table.add_if_any(title + " max", cells_of(rows, [&](const auto& row) { return ns_cell((row.*part).most()); }));
    };
    spread("Gap", &soak_row::gaps);
    spread("Jitter", &soak_row::jitter);
    return table.take();
}

report_table use_table(const std::vector<soak_row>& rows) {
    table_builder table("Processor and memory of the process that was watched");
    table.add("Clients", cells_of(rows, [](const auto& row) { return std::to_string(row.workers); }));
    table.add("Process",
              cells_of(rows, [](const auto& row) { return std::string(row.own_process ? "Sweeplab itself" : "watched"); }),
              false);
    table.add_if_any("CPU mean (%)", cells_of(rows, [](const auto& row) { return number_cell(row.cpu_pct.mean); }));
    table.add_if_any("CPU p95 (%)", cells_of(rows, [](const auto& row) { return number_cell(row.cpu_pct.p95); }));
    table.add_if_any("Memory first (MB)",
                     cells_of(rows, [](const auto& row) { return number_cell(row.memory.bytes.first, mb); }));
    table.add_if_any("Memory last (MB)",
                     cells_of(rows, [](const auto& row) { return number_cell(row.memory.bytes.last, mb); }));
    table.add_if_any("Growth (MB/h)", cells_of(rows, [](const auto& row) { return growth_cell(row.memory.growth, mb); }));
    table.add("Verdict", cells_of(rows, [](const auto& row) { return std::string(to_text(row.memory.verdict)); }), false);
    return table.take();
}

report_table series_table(const soak_row& row) {
    const auto& rows = row.series;
    table_builder table("Its own metrics, " + counted(row.workers, "client", "clients"));
    table.add("Series", cells_of(rows, [](const auto& one) { return one.name + (one.counter ? " (a second)" : ""); }),
              false);
    table.add("First", cells_of(rows, [](const auto& one) { return number_cell(one.values.first); }));
    table.add("Last", cells_of(rows, [](const auto& one) { return number_cell(one.values.last); }));
    table.add("Mean", cells_of(rows, [](const auto& one) { return number_cell(one.values.mean); }));
    table.add("Max", cells_of(rows, [](const auto& one) { return number_cell(one.values.most); }));
    table.add_if_any("Growth an hour", cells_of(rows, [](const auto& one) { return growth_cell(one.growth); }));
    return table.take();
}

}  // namespace

maybe_section milestone_section(const run_record& run) {
    const auto report = milestones_of_run(run);
    if (report.empty()) return std::nullopt;
    report_section section{"Milestones", {}};
    if (const auto words = describe_milestones(report); !words.empty()) section.blocks.emplace_back(report_paragraph{words});
    table_builder table;
    table.add("Workers",
              cells_of(report.curves.front().points, [](const auto& point) { return std::to_string(point.workers); }));
    line_chart chart;
    chart.title = "Milestones against workers";
    chart.y_name = "reached after (s)";
    for (const auto& curve : report.curves) {
        std::vector<std::optional<double>> first, median, last;
        report_line line{curve.name, {}};
        for (const auto& point : curve.points) {
            first.push_back(point.first_s);
            median.push_back(point.median_s);
            last.push_back(point.last_s ? std::optional(point.last_s->value) : std::nullopt);
            if (point.last_s)
                line.points.push_back(
                    {static_cast<double>(point.workers), point.last_s->value, point.last_s->lo, point.last_s->hi, {}});
        }
        if (curve.instances > 1) {
            table.add_if_any(curve.name + ", first (s)", number_column(first));
            table.add_if_any(curve.name + ", median (s)", number_column(median));
        }
        table.add(curve.name + (curve.instances > 1 ? ", last (s)" : " (s)"), number_column(last));
        if (!line.points.empty()) chart.lines.push_back(std::move(line));
    }
    if (!chart.lines.empty()) section.blocks.emplace_back(std::move(chart));
    section.blocks.emplace_back(table.take());
    return section;
}

maybe_section native_section(const run_record& run) {
    if (run.summary.kind != "native") return std::nullopt;
    const auto made = native::make_native_report(run);
    if (!made || made->series.empty()) return std::nullopt;
    std::vector<std::string> kernels, threads, rates, intervals, speedups, latencies, failures;
    for (const auto& series : made->series) {
        for (const auto& point : series.points) {
            kernels.push_back(series.item);
            threads.push_back(std::to_string(point.threads));
            rates.push_back(native::in_words(native::figure{point.rate.value, series.unit}));
            intervals.push_back(point.rate.lo && point.rate.hi
                                    ? fmt::format("−{} +{}", percent_in_words(1 - *point.rate.lo / point.rate.value),
                                                  percent_in_words(*point.rate.hi / point.rate.value - 1))
                                    : "");
            speedups.push_back(point.speedup ? ratio_in_words(point.speedup->value) : "");
            latencies.push_back(point.latency_p99_s ? seconds_in_words(*point.latency_p99_s) : "");
        }
        for (const auto& failure : series.failures) failures.push_back(series.item + " failed: " + failure);
    }
    table_builder table;
    table.add("Kernel", kernels, false).add("Threads", threads).add("Rate", rates).add_if_any("95 % interval", intervals);
    table.add_if_any("Speedup", speedups).add_if_any("p99", latencies);
    report_section section{"Rates of this machine", {table.take()}};
    if (!failures.empty()) section.blocks.emplace_back(report_list{failures});
    return section;
}

maybe_section solved_section(const run_record& run) {
    const auto words = describe_solved(make_solved_report(run));
    if (words.empty()) return std::nullopt;
    report_list list;
    for (const auto line : split(words, '\n'))
        if (!trim(line).empty()) list.lines.emplace_back(trim(line));
    return report_section{"Solved tasks", {std::move(list)}};
}

maybe_section phase_section(const run_analysis& analysis) {
    const auto& report = analysis.phases;
    if (report.empty()) return std::nullopt;
    report_section section{"Load in phases", {phase_table(report)}};
    for (const auto& one : report.trials) {
        if (!one.message.empty()) section.blocks.emplace_back(report_paragraph{one.message});
        if (!one.decisions.empty()) section.blocks.emplace_back(decision_table(one));
    }
    return section;
}

maybe_section soak_section(const run_analysis& analysis) {
    const auto& report = analysis.soak;
    if (report.empty()) return std::nullopt;
    report_section section{"Soak", {}};
    section.blocks.emplace_back(stream_table(report.rows));
    section.blocks.emplace_back(use_table(report.rows));
    report_list memory;
    for (const auto& row : report.rows)
        memory.lines.push_back(counted(row.workers, "client", "clients") + ": " + leak_in_words(row.memory, report.terms));
    section.blocks.emplace_back(std::move(memory));
    for (const auto& row : report.rows)
        if (!row.series.empty()) section.blocks.emplace_back(series_table(row));
    return section;
}

}  // namespace sweeplab
