#include "app/cli/milestone_table.h"

#include <fmt/format.h>

#include "app/cli/text_table.h"
#include "engine/analysis/words.h"

namespace sweeplab::cli {
namespace {

using times = std::vector<std::optional<double>>;

void add_times(text_table& table, const std::string& title, const times& seconds) {
    auto cells = number_cells(seconds);
    for (auto& cell : cells) cell += cell.empty() ? "" : " s";
    table.add_column(title, std::move(cells), text_table::align::right);
}

template <class Part>
times times_of(const milestone_curve& curve, Part part) {
    times seconds;
    for (const auto& point : curve.points) seconds.push_back(part(point));
    return seconds;
}

std::vector<std::string> intervals_of(const milestone_curve& curve) {
    std::vector<std::string> cells;
    for (const auto& point : curve.points) {
        const bool known = point.last_s && point.last_s->lo && point.last_s->hi;
        cells.push_back(
            known ? fmt::format("{} – {}", seconds_in_words(*point.last_s->lo), seconds_in_words(*point.last_s->hi)) : "");
    }
    return cells;
}

void add_curve(text_table& table, const milestone_curve& curve) {
    const auto last = [](const milestone_point& point) -> std::optional<double> {
        return point.last_s ? std::optional(point.last_s->value) : std::nullopt;
    };
    if (curve.instances > 1) {
        add_times(table, curve.name + ": first", times_of(curve, [](const auto& point) { return point.first_s; }));
        add_times(table, "median", times_of(curve, [](const auto& point) { return point.median_s; }));
    }
    add_times(table, curve.instances > 1 ? "last" : curve.name, times_of(curve, last));
    table.add_column_if_any("95 % interval", intervals_of(curve), text_table::align::left);
}

}  // namespace

std::string milestone_text(const milestone_report& report) {
    if (report.empty()) return {};
    std::vector<std::string> workers;
    for (const auto& point : report.curves.front().points) workers.push_back(std::to_string(point.workers));
    text_table table;
    table.add_column("workers", std::move(workers), text_table::align::right);
    for (const auto& curve : report.curves) add_curve(table, curve);
    const auto words = describe_milestones(report);
    return "Milestones:" + (words.empty() ? "" : " " + words) + "\n" + table.text() + "\n";
}

}  // namespace sweeplab::cli
