#include "engine/audit/items.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/audit/units.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

bool is_a_count(const published_fact& fact) {
    const double said = fact.cell.number->value();
    return said >= 1 && said == std::floor(said) && fact.cell.number->unit.empty();
}

bool names_items(const published_fact& fact) {
    constexpr std::array words = {"items", "chunks", "jobs", "tasks"};
    return std::ranges::find(words, fact.name) != words.end();
}

// A row's rate, items a second, and its time.
struct rated_row {
    const table_row* row;
    const table_cell* rate;
    const table_cell* time;
    number_span items;
};

std::vector<rated_row> rated_rows(const published_table& table, const row_series& series) {
    std::vector<rated_row> rows;
    for (const auto* row : series.rows) {
        const auto* rate = table.number_at(*row, column_role::throughput);
        const auto* time = table.number_at(*row, column_role::time);
        const auto seconds = time ? seconds_of(table, *row, *time) : std::nullopt;
        if (!rate || !seconds || seconds->lo <= 0) continue;
        const auto unit = unit_of(table, *row, *rate);
        const auto thing = thing_of_rate(unit);
        if (counts_parts_of_items(thing)) continue;
        const double factor = thing.empty() ? 1 : meaning_of(unit).factor;
        rows.push_back({row, rate, time, scaled(times(rate->number->span(), *seconds), factor)});
    }
    return rows;
}

// Whoever measures for a given time, or other numbers of items, has done unlike numbers of them.
bool are_of_equal_work(const published_table& table, const std::vector<rated_row>& rows) {
    const auto same = [&](const rated_row& one, column_role role) {
        const auto* a = table.number_at(*one.row, role);
        const auto* b = table.number_at(*rows.front().row, role);
        return !a || !b || a->number->value() == b->number->value();
    };
    const bool equal_counts = std::ranges::all_of(rows, [&](const auto& one) { return same(one, column_role::count); });
    const bool equal_times = std::ranges::all_of(
        rows, [&](const auto& one) { return one.time->number->span().meets(rows.front().time->number->span()); });
    return equal_counts && !equal_times;
}

item_count count_by_rate(const published_table& table, const row_series& series, finding_list& found) {
    item_count counted;
    const auto rows = rated_rows(table, series);
    if (rows.size() < 2 || !are_of_equal_work(table, rows)) return counted;
    number_span open{0, 1e300};
    std::vector<cited_cell> cells;
    std::vector<std::string> products;
    for (const auto& one : rows) {
        open = {std::max(open.lo, one.items.lo), std::min(open.hi, one.items.hi)};
        cells.push_back(cite(table, *one.row, *one.rate));
        cells.push_back(cite(table, *one.row, *one.time));
        counted.cells.push_back(cells[cells.size() - 2]);
        products.push_back(shown(one.items.middle()));
    }
    const auto of = series.name.empty() ? std::string{} : series.name + ": ";
    if (open.lo > open.hi) {
        found.add(audit_severity::contradiction, "throughput",
                  fmt::format("{}Throughput × time gives unlike numbers of items: {}", of, join(products, ", ")),
                  std::move(cells));
        return {};
    }
    const bool whole = std::floor(open.hi) == std::ceil(open.lo);
    found.add(audit_severity::confirmed, "throughput",
              whole ? fmt::format("{}Throughput × time is {} items in every row, the only whole number that all allow", of,
                                  std::floor(open.hi))
                    : fmt::format("{}Throughput × time is the same number of items in every row: {}", of, shown(open)),
              std::move(cells));
    if (!whole) return {};
    counted.items = std::floor(open.hi);
    return counted;
}

}  // namespace

const published_fact* items_beside(const published_document& document) {
    const auto one =
        std::ranges::find_if(document.facts, [](const auto& fact) { return is_a_count(fact) && names_items(fact); });
    return one == document.facts.end() ? nullptr : &*one;
}

item_count count_items(const published_table& table, const published_document& document, const row_series& series,
                       finding_list& found) {
    auto counted = count_by_rate(table, series, found);
    if (!counted.items) counted.cells.clear();
    const auto rate_at = table.column(column_role::throughput);
    const auto thing = rate_at ? table.columns[*rate_at].unit : std::string{};
    for (const auto& fact : document.facts) {
        const bool of_items = names_items(fact) || (!thing.empty() && thing.starts_with(fact.name));
        if (!is_a_count(fact) || !of_items) continue;
        const cited_cell cell{fact.cell.place, fact.name, {}, fact.cell.text};
        const double said = fact.cell.number->value();
        if (!counted.items) counted.items = said;
        if (*counted.items == said) counted.cells.insert(counted.cells.begin(), cell);
        else
            found.add(audit_severity::doubt, "items",
                      fmt::format("{} {} are named, throughput × time gives {}", fact.cell.text, fact.name, *counted.items),
                      {cell});
    }
    return counted;
}

}  // namespace sweeplab
