#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/audit/checks.h"
#include "engine/audit/series.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double hardly_dearer = 1.02;
constexpr std::array kinds = {"input", "output", "cached"};

bool names(const std::string& column, std::string_view word) { return to_lower(column).find(word) != std::string::npos; }

bool is_price_of_a_million(const table_column& column) {
    return names(column.name, "per_million") || names(column.name, "per million") || names(column.name, "/m") ||
           names(column.name, "per_1m");
}

// Both are of input tokens, or both of output tokens, or neither says.
bool are_of_one_kind(const std::string& a, const std::string& b) {
    return std::all_of(kinds.begin(), kinds.end(), [&](const char* kind) { return names(a, kind) == names(b, kind); });
}

struct priced_tokens {
    std::size_t tokens;
    std::size_t price;
};

std::vector<priced_tokens> priced_tokens_of(const published_table& table) {
    std::vector<priced_tokens> all;
    for (std::size_t price = 0; price < table.columns.size(); ++price) {
        if (!is_price_of_a_million(table.columns[price])) continue;
        for (std::size_t tokens = 0; tokens < table.columns.size(); ++tokens) {
            const auto& name = table.columns[tokens].name;
            if (tokens == price || !names(name, "tokens") || names(name, "per") || names(name, "/")) continue;
            if (!are_of_one_kind(name, table.columns[price].name)) continue;
            all.push_back({tokens, price});
            break;
        }
    }
    return all;
}

std::optional<std::size_t> cost_column(const published_table& table) {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].role == column_role::cost && !names(table.columns[i].name, "per")) return i;
    return std::nullopt;
}

void check_token_prices(const published_table& table, std::size_t cost, finding_list& found) {
    const auto priced = priced_tokens_of(table);
    if (priced.empty()) return;
    std::vector<done_again> again;
    for (const auto& row : table.rows) {
        if (!row.cells[cost].number) continue;
        done_again one{&row, &row.cells[cost], *row.cells[cost].number, {0, 0}, {}};
        for (const auto& [tokens, price] : priced) {
            const auto &amount = row.cells[tokens], &rate = row.cells[price];
            if (!amount.number || !rate.number) continue;
            // A count is exact, and a price is what it is.
            const double part = amount.number->value() * rate.number->value() / 1e6;
            one.computed = {one.computed.lo + part, one.computed.hi + part};
            one.from.push_back({&row, &amount});
            one.from.push_back({&row, &rate});
        }
        if (one.from.size() == 2 * priced.size()) again.push_back(std::move(one));
    }
    report_done_again(table, "cost", "Cost is tokens × price", again, found);
}

bool have_equal_counts(const published_table& table, const row_series& series) {
    const table_cell* first = nullptr;
    for (const auto* row : series.rows) {
        const auto* count = table.number_at(*row, column_role::count);
        if (count && first && count->number->value() != first->number->value()) return false;
        if (count && !first) first = count;
    }
    return first != nullptr;
}

// However many workers share the work, it takes the same tokens.
void check_equal_cost(const published_table& table, const row_series& series, std::size_t cost, finding_list& found) {
    if (!table.column(column_role::time) || !have_equal_counts(table, series)) return;
    std::vector<const table_row*> rows;
    for (const auto* row : series.rows)
        if (row->cells[cost].number && row->cells[cost].number->span().lo > 0) rows.push_back(row);
    if (rows.size() < 2) return;
    const auto [least, most] = std::minmax_element(rows.begin(), rows.end(), [&](const auto* a, const auto* b) {
        return a->cells[cost].number->value() < b->cells[cost].number->value();
    });
    const auto &low = (*least)->cells[cost], &high = (*most)->cells[cost];
    const auto& unit = table.columns[cost].unit;
    const auto of = series.name.empty() ? std::string{} : series.name + ": ";
    if (high.number->span().lo <= hardly_dearer * low.number->span().hi) {
        std::vector<cited_cell> cells;
        for (const auto* row : rows) cells.push_back(cite(table, *row, row->cells[cost]));
        const auto range = low.text == high.text ? low.text : low.text + " to " + high.text;
        return found.add(
            audit_severity::confirmed, "cost",
            fmt::format("{}The cost is the same at every worker count: {}{}", of, range, unit.empty() ? "" : " " + unit),
            std::move(cells));
    }
    found.add(audit_severity::doubt, "cost",
              fmt::format("{}The same items cost {} at {} workers and {} at {}", of, low.text,
                          table.number_at(**least, column_role::workers)->text, high.text,
                          table.number_at(**most, column_role::workers)->text),
              {cite(table, **least, low), cite(table, **most, high)});
}

}  // namespace

void check_costs(const published_table& table, const published_document&, finding_list& found) {
    const auto cost = cost_column(table);
    if (!cost) return;
    check_token_prices(table, *cost, found);
    const auto split = series_of(table);
    if (split.unclear) return;
    for (const auto& series : split.series) check_equal_cost(table, series, *cost, found);
}

}  // namespace sweeplab
