// What a row says against itself or against another row, and columns that follow from others.
#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "engine/audit/checks.h"
#include "engine/audit/units.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

bool says_same(const std::string& text) {
    constexpr std::array words = {"same", "equal", "unchanged", "identical", "no change", "the same"};
    const auto plain = to_lower(trim(text));
    return std::find(words.begin(), words.end(), plain) != words.end();
}

std::string with_unit(const std::string& text, const std::string& unit) {
    if (unit == "USD" && !text.starts_with('$')) return "$" + text;
    return unit.empty() || unit == "USD" || text.ends_with(unit) ? text : text + " " + unit;
}

// {"cost": "same", "current_usd": 0.46, "with_parallel_usd": 0.82}
void check_same(const published_table& table, const table_row& row, finding_list& found) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (row.cells[i].number || !says_same(row.cells[i].text)) continue;
        std::map<std::string, std::vector<std::size_t>> by_unit;
        for (std::size_t j = 0; j < row.cells.size(); ++j)
            if (row.cells[j].number) {
                const auto& own = row.cells[j].number->unit;
                by_unit[own.empty() ? table.columns[j].unit : own].push_back(j);
            }
        for (const auto& [unit, places] : by_unit) {
            if (places.size() < 2) continue;
            const auto& first = row.cells[places.front()];
            const auto other = std::find_if(places.begin(), places.end(), [&](std::size_t place) {
                return !row.cells[place].number->span().meets(first.number->span());
            });
            if (other == places.end()) continue;
            const auto& second = row.cells[*other];
            found.add(audit_severity::contradiction, "same",
                      fmt::format("\"{}\" is called \"{}\" at {} and {}: {} times as much", table.columns[i].name,
                                  row.cells[i].text, with_unit(first.text, unit), with_unit(second.text, unit),
                                  shown(over(second.number->span(), first.number->span()))),
                      {cite(table, row, row.cells[i]), cite(table, row, first), cite(table, row, second)});
        }
    }
}

struct named_value {
    const table_row* row;
    const table_cell* value;
    std::string label;
    std::string unit;
};

// "memory_peak" and "memory_peak_elsewhere": the same thing by its name.
bool is_the_same_thing(const std::string& name, const std::string& longer) {
    if (name == longer) return true;
    return longer.starts_with(name) && !std::isalnum(static_cast<unsigned char>(longer[name.size()]));
}

std::string beside_target(const published_table& table, const named_value& one) {
    const auto* target = table.number_at(*one.row, column_role::target);
    if (!target) return {};
    const auto factor = ratio_of(unit_of(table, *one.row, *target), one.unit);
    if (!factor) return {};
    const bool over = one.value->number->span().lo > target->number->span().hi * *factor;
    return fmt::format(", {} the target of {}", over ? "above" : "within", target->text);
}

void check_two_values(const published_table& table, finding_list& found) {
    std::vector<named_value> values;
    for (const auto& row : table.rows)
        if (const auto* value = table.number_at(row, column_role::value))
            values.push_back({&row, value, table.label_of(row), unit_of(table, row, *value)});
    for (const auto& one : values)
        for (const auto& other : values) {
            if (one.row == other.row || one.label.empty() || one.unit.empty() != other.unit.empty()) continue;
            const auto factor = ratio_of(other.unit, one.unit);
            const bool first_of_equals = one.label == other.label && &one < &other;
            if (!is_the_same_thing(one.label, other.label) || (one.label == other.label && !first_of_equals)) continue;
            if (!factor || one.value->number->span().meets(scaled(other.value->number->span(), *factor))) continue;
            found.add(audit_severity::contradiction, "rows",
                      fmt::format("{} is {}{} and, as {}, {}{}", one.label, with_unit(one.value->text, one.unit),
                                  beside_target(table, one), other.label, with_unit(other.value->text, other.unit),
                                  beside_target(table, other)),
                      {cite(table, *one.row, *one.value), cite(table, *other.row, *other.value)});
        }
}

// --- A_per_B -----------------------------------------------------------------------------------------

std::string singular(std::string word) {
    if (word.size() > 2 && word.ends_with('s')) word.pop_back();
    return word;
}

std::vector<std::string> stems_of(std::string_view name) {
    std::string plain = to_lower(name);
    std::replace_if(
        plain.begin(), plain.end(), [](char c) { return c == ' ' || c == '-' || c == '(' || c == ')'; }, '_');
    std::vector<std::string> stems;
    for (const auto word : split(plain, '_'))
        if (!word.empty()) stems.push_back(singular(std::string(word)));
    return stems;
}

// The column whose name has all these words, units aside.
std::optional<std::size_t> column_with(const published_table& table, const std::vector<std::string>& words) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto stems = stems_of(table.columns[i].name);
        if (std::find(stems.begin(), stems.end(), "per") != stems.end()) continue;
        if (std::all_of(words.begin(), words.end(),
                        [&](const auto& word) { return std::find(stems.begin(), stems.end(), word) != stems.end(); }))
            return i;
    }
    return std::nullopt;
}

}  // namespace

namespace {

// "cost_per_result_cents" beside "cost_usd": cents a dollar. nullopt when the units are not of one kind.
std::optional<double> factor_of_quotient(const published_table& table, const table_row& row, const table_cell& quotient,
                                         const table_cell& above) {
    const auto unit = unit_of(table, row, quotient);
    if (unit.find('/') != std::string::npos || !meaning_of(unit).known) return 1;  // "chunks/s": its column is in both names
    return ratio_of(unit_of(table, row, above), unit);
}

}  // namespace

void check_products(const published_table& table, const published_document&, finding_list& found) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto stems = stems_of(table.columns[i].name);
        const auto per = std::find(stems.begin(), stems.end(), "per");
        if (per == stems.begin() || per == stems.end() || per + 1 == stems.end()) continue;
        const auto above = column_with(table, {stems.begin(), per});
        const auto below = column_with(table, {per + 1, per + 2});
        if (!above || !below || above == below) continue;
        std::vector<done_again> again;
        for (const auto& row : table.rows) {
            const auto &quotient = row.cells[i], &a = row.cells[*above], &b = row.cells[*below];
            if (!quotient.number || !a.number || !b.number) continue;
            // A count is exact; anything else is as exact as it is printed.
            const bool count = table.columns[*below].role == column_role::count;
            const auto divisor = count ? number_span{b.number->value(), b.number->value()} : b.number->span();
            const auto unit = factor_of_quotient(table, row, quotient, a);
            if (!unit) continue;
            if (divisor.meets({0, 0})) continue;
            again.push_back({&row,
                             &quotient,
                             *quotient.number,
                             scaled(over(a.number->span(), divisor), *unit),
                             {{&row, &a}, {&row, &b}}});
        }
        report_done_again(
            table, "quotient",
            fmt::format("{} is {} / {}", table.columns[i].name, table.columns[*above].name, table.columns[*below].name),
            again, found);
    }
}

void check_rows(const published_table& table, const published_document&, finding_list& found) {
    for (const auto& row : table.rows) check_same(table, row, found);
    check_two_values(table, found);
}

}  // namespace sweeplab
