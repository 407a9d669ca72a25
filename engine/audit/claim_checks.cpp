// Rows of a value, a target and what is claimed of them.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/audit/checks.h"
#include "engine/audit/units.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

bool contains_word(const std::string& text, const auto& words) {
    const auto plain = to_lower(text);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return plain.find(word) != std::string::npos; });
}

struct claim_row {
    const table_row* row;
    const table_cell* value;
    const table_cell* target;
    std::string unit;
    std::string target_unit;
    const table_cell* claim;  // null: nothing is claimed
    std::string value_in_words() const { return in_words(*value, unit); }
    std::string target_in_words() const { return in_words(*target, target_unit); }

private:
    static std::string in_words(const table_cell& cell, const std::string& unit) {
        return unit.empty() || !cell.number->unit.empty() ? cell.text : cell.text + " " + unit;
    }
};

class claim_checker {
public:
    claim_checker(const published_table& table, finding_list& found) : table_(table), found_(found) {}

    void check() {
        for (const auto& row : table_.rows) {
            check_percent(row);
            const auto* value = table_.number_at(row, column_role::value);
            const auto* target = table_.number_at(row, column_role::target);
            if (!value || !target) continue;
            const auto* claim = cell_of(row, column_role::claim);
            const claim_row one{&row,
                                value,
                                target,
                                unit_of(table_, row, *value),
                                unit_of(table_, row, *target),
                                claim && !claim->text.empty() ? claim : nullptr};
            const auto factor = ratio_of(one.unit, one.target_unit);
            if (!factor) tell_units(one);
            else if (one.claim) check_claim(one, scaled(value->number->span(), *factor));
        }
        report_done_again(table_, "claim", "The claimed factor is value / target", factors_, found_);
        report_done_again(table_, "claim", "The claimed percentage is 1 − value / target", shares_, found_);
    }

private:
    const table_cell* cell_of(const table_row& row, column_role role) const {
        const auto at = table_.column(role);
        return at ? &row.cells[*at] : nullptr;
    }

    // Only what is a part of a whole ends at 100 %.
    void check_percent(const table_row& row) {
        constexpr std::array parts = {"hit", "utilisation", "utilization", "error", "success", "share"};
        const auto* value = table_.number_at(row, column_role::value);
        if (!value || unit_of(table_, row, *value) != "%" || !contains_word(table_.label_of(row), parts)) return;
        if (value->number->span().lo <= 100 && value->number->span().hi >= 0) return;
        found_.add(audit_severity::contradiction, "percent",
                   fmt::format("{}: {} % of a whole cannot be", table_.label_of(row), value->text),
                   {cite(table_, row, *value)});
    }

    void tell_units(const claim_row& one) {
        std::vector<cited_cell> cells;
        const auto* unit = cell_of(*one.row, column_role::unit);
        const auto* target_unit = cell_of(*one.row, column_role::target_unit);
        for (const auto* cell : {one.value, unit, one.target, target_unit, one.claim})
            if (cell && !cell->text.empty()) cells.push_back(cite(table_, *one.row, *cell));
        const bool untold = match_of(one.unit, one.target_unit) == unit_match::untold;
        const auto above = thing_of_rate(one.unit), below = thing_of_rate(one.target_unit);
        const auto things = untold                           ? "whether these are alike is not known"
                            : above.empty() || below.empty() ? "unlike units"
                                                             : fmt::format("{} are compared with {}", above, below);
        const auto end = untold || !one.claim ? std::string{} : ", so \"" + one.claim->text + "\" means nothing";
        found_.add(untold ? audit_severity::doubt : audit_severity::contradiction, "units",
                   fmt::format("{}: {} are set against {}: {}{}", table_.label_of(*one.row), one.value_in_words(),
                               one.target_in_words(), things, end),
                   std::move(cells));
    }

    // `value`: in the target's unit.
    void check_claim(const claim_row& one, const number_span& value) {
        const auto number = first_number_in(one.claim->text, table_.decimal_comma);
        constexpr std::array good = {"passed", "pass", "met", "ok"};
        if (!number) {
            if (contains_word(one.claim->text, good)) check_passed(one, value);
            return;
        }
        const auto target = one.target->number->span();
        if (value.lo <= 0 || target.lo <= 0) return;
        const bool less = value.middle() < target.middle();
        const std::vector<used_cell> from{{one.row, one.value}, {one.row, one.target}};
        if (number->unit == "%") {
            const auto rest = over(value, target);
            const number_span share = less ? number_span{(1 - rest.hi) * 100, (1 - rest.lo) * 100}
                                           : number_span{(rest.lo - 1) * 100, (rest.hi - 1) * 100};
            shares_.push_back({one.row, one.claim, *number, share, from});
        } else if (number->unit.starts_with("x") || number->unit.starts_with("×")) {
            factors_.push_back({one.row, one.claim, *number, less ? over(target, value) : over(value, target), from});
        }
    }

    void check_passed(const claim_row& one, const number_span& value) {
        constexpr std::array less_is_better = {"memory", "latency", "response", "error", "time", "utilisation", "cost"};
        const auto label = table_.label_of(*one.row);
        if (!contains_word(label, less_is_better)) return;
        const bool met = value.lo <= one.target->number->span().hi;
        found_.add(
            met ? audit_severity::confirmed : audit_severity::contradiction, "claim",
            fmt::format("{}: {} is {} the target of {}, called \"{}\"", label, one.value_in_words(),
                        met ? "within" : "beyond", one.target_in_words(), one.claim->text),
            {cite(table_, *one.row, *one.value), cite(table_, *one.row, *one.target), cite(table_, *one.row, *one.claim)});
    }

    const published_table& table_;
    finding_list& found_;
    std::vector<done_again> factors_;
    std::vector<done_again> shares_;
};

}  // namespace

void check_claims(const published_table& table, const published_document&, finding_list& found) {
    claim_checker(table, found).check();
}

}  // namespace sweeplab
