// What was not checked: cells that are no numbers among numbers, rows whose time or worker count cannot be, rows alone.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/audit/checks.h"
#include "engine/audit/series.h"
#include "engine/audit/units.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

bool says_nothing(const std::string& text) {
    constexpr std::array blanks = {"", "-", "–", "—", "n/a", "na", "none", "null"};
    return std::ranges::find(blanks, std::string_view(to_lower(text))) != blanks.end();
}

bool holds_figures(const published_table& table, std::size_t column) {
    constexpr std::array figures = {column_role::workers, column_role::time, column_role::speedup, column_role::efficiency,
                                    column_role::throughput};
    const bool is_figure = std::ranges::find(figures, table.columns[column].role) != figures.end();
    return is_figure ||
           std::ranges::count_if(table.rows, [&](const auto& row) { return row.cells[column].number.has_value(); }) * 2 >
               static_cast<std::ptrdiff_t>(table.rows.size());
}

void tell_unread(const published_table& table, finding_list& found) {
    std::vector<cited_cell> cells;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto role = table.columns[i].role;
        if (role == column_role::claim || role == column_role::label || !holds_figures(table, i)) continue;
        for (const auto& row : table.rows)
            if (!row.cells[i].number && !says_nothing(row.cells[i].text)) cells.push_back(cite(table, row, row.cells[i]));
    }
    if (cells.empty()) return;
    const auto words = counted(static_cast<long long>(cells.size()), "cell was not read as a number and not checked",
                               "cells were not read as numbers and not checked");
    found.add(audit_severity::note, "unread", words, std::move(cells));
}

void tell_rows_left_out(const published_table& table, finding_list& found) {
    std::vector<cited_cell> cells;
    std::size_t rows = 0;
    for (const auto& row : table.rows) {
        const auto* workers = table.number_at(row, column_role::workers);
        const auto* time = table.number_at(row, column_role::time);
        if (!workers) continue;
        const auto before = cells.size();
        if (workers->number->value() < 1) cells.push_back(cite(table, row, *workers));
        if (time) {
            const auto seconds = seconds_of(table, row, *time);
            if (!seconds || seconds->lo <= 0) cells.push_back(cite(table, row, *time));
        }
        rows += cells.size() > before ? 1 : 0;
    }
    if (cells.empty()) return;
    found.add(audit_severity::note, "rows",
              counted(static_cast<long long>(rows), "row was left out: its time or worker count cannot be",
                      "rows were left out: their times or worker counts cannot be"),
              std::move(cells));
}

void tell_rows_alone(const published_table& table, finding_list& found) {
    if (!table.column(column_role::time) && !table.column(column_role::speedup)) return;
    const auto split = series_of(table);
    const bool alone =
        split.series.size() > 1 && std::ranges::all_of(split.series, [](const auto& one) { return one.rows.size() == 1; });
    if (!alone) return;
    std::vector<cited_cell> cells;
    for (const auto& series : split.series)
        cells.push_back(cite(table, *series.rows.front(), *table.number_at(*series.rows.front(), column_role::workers)));
    found.add(audit_severity::note, "series",
              fmt::format("Every row is a series of its own ({}): there is no speedup to check",
                          split.series.front().name + ", " + split.series.back().name),
              std::move(cells));
}

}  // namespace

void tell_left_out(const published_table& table, finding_list& found) {
    tell_unread(table, found);
    tell_rows_left_out(table, found);
    tell_rows_alone(table, found);
}

}  // namespace sweeplab
