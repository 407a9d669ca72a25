#include "app/cli/phase_table.h"

#include <fmt/format.h>

#include "app/cli/text_table.h"
#include "engine/analysis/words.h"
#include "engine/foundation/clock.h"

namespace sweeplab::cli {
namespace {

std::string rate_cell(const std::optional<double>& per_s) { return per_s ? fmt::format("{:.4g}/s", *per_s) : ""; }

std::string latency_cell(const latency_percentile& read) {
    return read.ns ? seconds_in_words(to_seconds(duration(*read.ns))) : "";
}

std::string workers_cell(const phase_row& row) {
    if (row.fewest_workers == row.most_workers) return std::to_string(row.most_workers);
    return fmt::format("{} – {}", row.fewest_workers, row.most_workers);
}

template <class Cell>
std::vector<std::string> cells_of(const phase_report& report, Cell cell) {
    std::vector<std::string> cells;
    for (const auto& row : report.rows) cells.push_back(cell(row));
    return cells;
}

std::string rows_table(const phase_report& report) {
    using enum text_table::align;
    text_table table;
    const auto add = [&](const char* title, auto cell, text_table::align side = right) {
        table.add_column_if_any(title, cells_of(report, cell), side);
    };
    add("start", [](const auto& row) { return std::to_string(row.workers); });
    add(
        "phase", [](const auto& row) { return row.phase; }, left);
    add("workers", workers_cell);
    add("asked", [](const auto& row) { return rate_cell(row.asked_per_s); });
    add("sent", [](const auto& row) { return rate_cell(row.sent_per_s); });
    add("requests", [](const auto& row) { return std::to_string(row.requests); });
    add("not sent", [](const auto& row) { return row.not_sent > 0 ? std::to_string(row.not_sent) : std::string{}; });
    add("errors", [](const auto& row) { return std::to_string(row.errors); });
    add("from due p50", [](const auto& row) { return latency_cell(row.from_due.p50); });
    add("p95", [](const auto& row) { return latency_cell(row.from_due.p95); });
    add("p99", [](const auto& row) { return latency_cell(row.from_due.p99); });
    add("from sent p50", [](const auto& row) { return latency_cell(row.from_sent.p50); });
    add("p95", [](const auto& row) { return latency_cell(row.from_sent.p95); });
    add("p99", [](const auto& row) { return latency_cell(row.from_sent.p99); });
    return table.text();
}

// Why percentiles are missing: the first refusal of each kind.
std::string refusals(const phase_report& report) {
    std::string text;
    for (const auto& row : report.rows) {
        if (row.trials == 0) continue;
        for (const auto* read : {&row.from_due.p50, &row.from_due.p95, &row.from_due.p99}) {
            if (read->refused.empty()) continue;
            text += fmt::format("\"{}\" at {}: {}.\n", row.phase, workers_in_words(row.workers), read->refused);
            break;
        }
    }
    return text;
}

std::string decisions_of(const phase_trial& one) {
    using enum text_table::align;
    if (one.decisions.empty()) return {};
    std::vector<std::string> when, what, why;
    for (const auto& made : one.decisions) {
        when.push_back(fmt::format("{:.1f} s", to_seconds(duration(made.at_ns))));
        what.push_back(made.from == made.to ? fmt::format("keep {}", made.to) : fmt::format("{} → {}", made.from, made.to));
        why.push_back(made.reason);
    }
    text_table table;
    table.add_column("at", when, right);
    table.add_column("workers", what, right);
    table.add_column("because", why);
    return fmt::format("\nDecisions, {} at the start, repeat {}:\n{}", workers_in_words(one.workers), one.repeat,
                       table.text());
}

}  // namespace

std::string phase_text(const phase_report& report) {
    if (report.empty()) return {};
    auto text = rows_table(report) + "\n" + describe_phases(report) + "\n" + refusals(report);
    for (const auto& one : report.trials) text += decisions_of(one);
    return text;
}

}  // namespace sweeplab::cli
