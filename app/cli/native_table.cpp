#include "app/cli/native_table.h"

#include <fmt/format.h>

#include "app/cli/text_table.h"
#include "engine/analysis/words.h"

namespace sweeplab::cli {
namespace {

using native::figure;
using native::kernel_point;
using native::native_report;

struct columns {
    std::vector<std::string> kernel, threads, rate, interval, speedup, hits, mean, p99, ratio;
};

std::string seconds_or_none(const std::optional<double>& value) { return value ? seconds_in_words(*value) : ""; }

void add_point(columns& into, const native::kernel_series& series, const kernel_point& point) {
    const auto& rate = point.rate;
    into.kernel.push_back(&point == &series.points.front() ? series.item : "");
    into.threads.push_back(std::to_string(point.threads));
    into.rate.push_back(in_words(figure{rate.value, series.unit}));
    // As a share of the rate, so that no second unit is needed.
    into.interval.push_back(rate.lo && rate.hi ? fmt::format("−{} +{}", percent_in_words(1 - *rate.lo / rate.value),
                                                             percent_in_words(*rate.hi / rate.value - 1))
                                               : "");
    into.speedup.push_back(point.speedup ? ratio_in_words(point.speedup->value) : "");
    into.hits.push_back(point.hit_rate ? fmt::format("{:.2f} %", *point.hit_rate * 100) : "");
    into.mean.push_back(seconds_or_none(point.latency_mean_s));
    into.p99.push_back(seconds_or_none(point.latency_p99_s));
}

std::string ratio_cell(const native::kernel_ratio& each) {
    if (!each.ratio) return "none: " + each.why_not;
    auto text = ratio_in_words(each.ratio->value);
    if (each.ratio->lo && each.ratio->hi)
        text += fmt::format(" ({} – {})", ratio_in_words(*each.ratio->lo), ratio_in_words(*each.ratio->hi));
    return text;
}

std::string title_of(const native_report& report) {
    return fmt::format("Run {}: {}\n{}{}\n", report.run.value, report.run_name, report.host_name,
                       report.host_summary.empty() ? "" : " (" + report.host_summary + ")");
}

}  // namespace

std::string native_text(const native_report& report, const std::optional<native_report>& against) {
    using enum text_table::align;
    columns cells;
    for (const auto& series : report.series)
        for (const auto& point : series.points) add_point(cells, series, point);
    if (against)
        for (const auto& each : compare(report, *against)) cells.ratio.push_back(ratio_cell(each));
    text_table table;
    table.add_column("kernel", cells.kernel);
    table.add_column("threads", cells.threads, right);
    table.add_column("rate", cells.rate, right);
    table.add_column_if_any("95 % interval", cells.interval, right);
    table.add_column_if_any("speedup", cells.speedup, right);
    table.add_column_if_any("hits", cells.hits, right);
    table.add_column_if_any("latency", cells.mean, right);
    table.add_column_if_any("p99", cells.p99, right);
    if (against) table.add_column(fmt::format("ratio to run {}", against->run.value), cells.ratio);
    auto text = title_of(report);
    if (against) text += "against " + title_of(*against);
    text += "\n" + (cells.kernel.empty() ? std::string("No kernel has a figure.\n") : table.text());
    for (const auto& series : report.series)
        for (const auto& failure : series.failures) text += fmt::format("! {} failed: {}\n", series.item, failure);
    return text;
}

}  // namespace sweeplab::cli
