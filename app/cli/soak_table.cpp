#include "app/cli/soak_table.h"

#include <fmt/format.h>

#include "app/cli/text_table.h"
#include "engine/analysis/words.h"

namespace sweeplab::cli {
namespace {

constexpr double mb = 1e6;

std::string time_cell(const std::optional<double>& ns) { return ns ? seconds_in_words(*ns * 1e-9) : std::string{}; }
std::string number_cell(const std::optional<double>& value, double unit = 1) {
    return value ? fmt::format("{:.4g}", *value / unit) : std::string{};
}
std::string growth_cell(const std::optional<growth_estimate>& growth, double unit = 1) {
    if (!growth) return {};
    if (!growth->lo) return fmt::format("{:.4g}", growth->per_hour / unit);
    return fmt::format("{:.4g} ({:.4g} to {:.4g})", growth->per_hour / unit, *growth->lo / unit, *growth->hi / unit);
}

template <class Row, class Cell>
void add(text_table& table, const char* title, const std::vector<Row>& rows, Cell cell,
         text_table::align side = text_table::align::right) {
    std::vector<std::string> cells;
    for (const auto& row : rows) cells.push_back(cell(row));
    table.add_column_if_any(title, cells, side);
}

std::string repeat_cell(const soak_row& row) { return row.repeat > 1 ? std::to_string(row.repeat) : std::string{}; }

std::string stream_table(const std::vector<soak_row>& rows) {
    text_table table;
    add(table, "clients", rows, [](const auto& row) { return std::to_string(row.workers); });
    add(table, "repeat", rows, repeat_cell);
    add(table, "measured", rows, [](const auto& row) { return fmt::format("{:.1f} s", row.measured_s); });
    add(table, "requests", rows, [](const auto& row) { return std::to_string(row.requests); });
    add(table, "failed", rows, [](const auto& row) { return std::to_string(row.failed); });
    add(table, "chunks", rows, [](const auto& row) { return std::to_string(row.chunks); });
    const auto spread = [&](const char* title, const spread_of_times soak_row::*part) {
        add(table, (std::string(title) + " p50").c_str(), rows,
            [&](const auto& row) { return time_cell((row.*part).percentile(500)); });
        add(table, "p95", rows, [&](const auto& row) { return time_cell((row.*part).percentile(950)); });
        add(table, "p99", rows, [&](const auto& row) { return time_cell((row.*part).percentile(990)); });
        add(table, "max", rows, [&](const auto& row) { return time_cell((row.*part).most()); });
    };
    spread("gap", &soak_row::gaps);
    spread("jitter", &soak_row::jitter);
    return table.text();
}

std::string use_table(const std::vector<soak_row>& rows) {
    text_table table;
    add(table, "clients", rows, [](const auto& row) { return std::to_string(row.workers); });
    add(table, "repeat", rows, repeat_cell);
    add(
        table, "process", rows, [](const auto& row) { return std::string(row.own_process ? "Sweeplab itself" : "watched"); },
        text_table::align::left);
    add(table, "CPU mean %", rows, [](const auto& row) { return number_cell(row.cpu_pct.mean); });
    add(table, "p95", rows, [](const auto& row) { return number_cell(row.cpu_pct.p95); });
    add(table, "max", rows, [](const auto& row) { return number_cell(row.cpu_pct.most); });
    add(table, "memory MB", rows, [](const auto& row) { return number_cell(row.memory.bytes.first, mb); });
    add(table, "at the end", rows, [](const auto& row) { return number_cell(row.memory.bytes.last, mb); });
    add(table, "growth MB/h", rows, [](const auto& row) { return growth_cell(row.memory.growth, mb); });
    add(
        table, "verdict", rows, [](const auto& row) { return std::string(to_text(row.memory.verdict)); },
        text_table::align::left);
    add(table, "GPU memory MB", rows, [](const auto& row) { return number_cell(row.gpu_memory_bytes.last, mb); });
    return table.text();
}

std::string series_table(const soak_row& row) {
    const auto& rows = row.series;
    text_table table;
    add(
        table, "series", rows, [](const auto& one) { return one.name + (one.counter ? " (a second)" : ""); },
        text_table::align::left);
    add(table, "first", rows, [](const auto& one) { return number_cell(one.values.first); });
    add(table, "last", rows, [](const auto& one) { return number_cell(one.values.last); });
    add(table, "mean", rows, [](const auto& one) { return number_cell(one.values.mean); });
    add(table, "max", rows, [](const auto& one) { return number_cell(one.values.most); });
    add(table, "growth/h", rows, [](const auto& one) { return growth_cell(one.growth); });
    return table.text();
}

}  // namespace

std::string soak_text(const soak_report& report) {
    if (report.empty()) return {};
    const auto words = describe_soak(report);
    auto text = words.headline + "\n" + (words.detail.empty() ? "" : words.detail + "\n") + "\n";
    text += stream_table(report.rows) + "\n" + use_table(report.rows);
    for (const auto& row : report.rows) {
        if (row.series.empty()) continue;
        text += "\n" + (report.rows.size() > 1 ? counted(row.workers, "client", "clients") + ":\n" : std::string{}) +
                series_table(row);
    }
    return text;
}

}  // namespace sweeplab::cli
