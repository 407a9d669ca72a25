// Where the time went: losses by worker count, and how long answers took.
#include <algorithm>

#include <fmt/format.h>

#include "engine/analysis/loss_share.h"
#include "engine/analysis/words.h"
#include "engine/foundation/clock.h"
#include "engine/report/report_parts.h"

namespace sweeplab {
namespace {

bool occurs(const loss_report& report, loss_part part) {
    return std::ranges::any_of(report.points, [&](const auto& point) { return part_of(point.mean, part) != 0; });
}

stacked_chart chart_of(const loss_report& report) {
    stacked_chart chart;
    chart.title = "Where the worker-seconds went";
    chart.y_name = "share of all worker-seconds (%)";
    // All parts, so that each keeps its colour whatever else occurs.
    for (const auto part : all_loss_parts) chart.parts.emplace_back(name_of(part));
    for (const auto& point : report.points) {
        chart.bars.push_back(std::to_string(point.workers));
        auto& shares = chart.shares.emplace_back();
        // Items that got faster make the useful part larger than what is left of it.
        const double faster = std::min(0.0, loss_share(point, loss_part::inflation));
        for (const auto part : all_loss_parts)
            shares.push_back(100 * std::max(0.0, loss_share(point, part) + (part == loss_part::baseline ? faster : 0)));
    }
    return chart;
}

std::string time_cell(const latency_percentile& read) {
    return read.ns ? seconds_in_words(to_seconds(duration(*read.ns))) : "";
}

latency_quantity main_quantity(const latency_report& report) {
    return report.has(latency_quantity::first_token) ? latency_quantity::first_token : latency_quantity::whole;
}

std::optional<line_chart> latency_chart(const latency_report& report) {
    const auto quantity = main_quantity(report);
    line_chart chart;
    chart.title = std::string(name_of(quantity)) + " against workers";
    double largest = 0;
    for (const int thousandths : {500, 950}) {
        report_line line{percentile_name(thousandths) + ", 95 % interval", {}};
        for (const auto& point : report.points) {
            const auto& read = point.of(quantity).percentile(thousandths);
            if (!read.ns) continue;
            const auto ms = [](std::int64_t ns) { return static_cast<double>(ns) / 1e6; };
            largest = std::max(largest, ms(read.hi_ns));
            line.points.push_back(
                {static_cast<double>(point.workers), ms(*read.ns), ms(read.lo_ns), ms(read.hi_ns), {}, false});
        }
        if (!line.points.empty()) chart.lines.push_back(std::move(line));
    }
    if (chart.lines.empty()) return std::nullopt;
    const bool seconds = largest >= 10'000;
    chart.y_name = seconds ? "latency (s)" : "latency (ms)";
    if (seconds)
        for (auto& line : chart.lines)
            for (auto& point : line.points) {
                point.y /= 1000;
                point.lo = *point.lo / 1000;
                point.hi = *point.hi / 1000;
            }
    return chart;
}

report_table latency_table(const latency_report& report, latency_quantity quantity) {
    table_builder table(std::string(name_of(quantity)) + " = " + definition_of(quantity, report.basis));
    std::vector<std::string> workers, answers;
    for (const auto& point : report.points) {
        workers.push_back(std::to_string(point.workers));
        answers.push_back(std::to_string(point.of(quantity).sorted_ns.size()));
    }
    table.add("Workers", workers).add("Answers", answers);
    for (const int thousandths : latency_percentiles) {
        std::vector<std::string> cells;
        for (const auto& point : report.points) cells.push_back(time_cell(point.of(quantity).percentile(thousandths)));
        table.add_if_any(percentile_name(thousandths), cells);
    }
    return table.take();
}

}  // namespace

maybe_section loss_section(const run_analysis& analysis) {
    const auto& report = analysis.losses;
    if (report.empty()) return std::nullopt;
    report_section section{"Where the worker-seconds went", {}};
    section.blocks.emplace_back(report_paragraph{describe_losses(report) + "."});
    section.blocks.emplace_back(chart_of(report));
    table_builder table;
    std::vector<std::string> workers;
    std::vector<std::optional<double>> totals;
    for (const auto& point : report.points) {
        workers.push_back(std::to_string(point.workers));
        totals.push_back(to_seconds(duration(point.mean.total)));
    }
    table.add("Workers", workers).add("Worker-seconds", number_column(totals));
    report_list meanings;
    for (const auto part : all_loss_parts) {
        if (part != loss_part::baseline && !occurs(report, part)) continue;
        std::vector<std::string> cells;
        for (const auto& point : report.points) cells.push_back(loss_share_in_words(point, part));
        table.add(std::string(name_of(part)), cells);
        meanings.lines.push_back(fmt::format("{}: {}", name_of(part), meaning_of(part)));
    }
    section.blocks.emplace_back(table.take());
    for (auto& note : loss_share_notes(report)) meanings.lines.push_back(std::move(note));
    for (const auto& why : report.not_accounted) meanings.lines.push_back("Not accounted for: " + why);
    section.blocks.emplace_back(std::move(meanings));
    return section;
}

maybe_section latency_section(const run_analysis& analysis) {
    const auto& report = analysis.latency;
    if (report.points.empty()) return std::nullopt;
    report_section section{"Latency", {}};
    section.blocks.emplace_back(report_paragraph{describe_latency(report, main_quantity(report)) + "."});
    if (auto chart = latency_chart(report)) section.blocks.emplace_back(std::move(*chart));
    for (const auto quantity : all_latency_quantities)
        if (report.has(quantity)) section.blocks.emplace_back(latency_table(report, quantity));
    if (report.tokens_estimated)
        section.blocks.emplace_back(report_paragraph{"Tokens of some answers are counted from their chunks."});
    return section;
}

}  // namespace sweeplab
