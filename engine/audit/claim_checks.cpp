// Rows of a value, a target and what is claimed of them.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/audit/checks.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

// "ops/s" counts operations, "requests/s" requests.
std::string thing_counted(const std::string& unit) {
    const auto thing = to_lower(unit.substr(0, unit.find('/')));
    if (unit.find('/') == std::string::npos) return {};
    return thing == "ops" ? "operations" : thing;
}

bool contains_word(const std::string& text, const auto& words) {
    const auto plain = to_lower(text);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return plain.find(word) != std::string::npos; });
}

struct claim_row {
    const table_row* row;
    const table_cell* value;
    const table_cell* target;
    const table_cell* unit;         // null: no such column
    const table_cell* target_unit;  // as above
    const table_cell* claim;        // as above
    bool same_units() const { return !unit || !target_unit || target_unit->text.empty() || unit->text == target_unit->text; }
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
            const claim_row one{&row,
                                value,
                                target,
                                cell_of(row, column_role::unit),
                                cell_of(row, column_role::target_unit),
                                cell_of(row, column_role::claim)};
            check_units(one);
            if (one.claim && !one.claim->text.empty() && one.same_units()) check_claim(one);
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
        const auto* unit = cell_of(row, column_role::unit);
        if (!value || !unit || unit->text != "%" || !contains_word(table_.label_of(row), parts)) return;
        if (value->number->span().lo <= 100 && value->number->span().hi >= 0) return;
        found_.add(audit_severity::contradiction, "percent",
                   fmt::format("{}: {} % of a whole cannot be", table_.label_of(row), value->text),
                   {cite(table_, row, *value)});
    }

    void check_units(const claim_row& one) {
        if (one.same_units()) return;
        std::vector<cited_cell> cells;
        for (const auto* cell : {one.value, one.unit, one.target, one.target_unit})
            cells.push_back(cite(table_, *one.row, *cell));
        if (one.claim && !one.claim->text.empty()) cells.push_back(cite(table_, *one.row, *one.claim));
        const auto above = thing_counted(one.unit->text), below = thing_counted(one.target_unit->text);
        const auto things = above.empty() || below.empty() || above == below
                                ? std::string("unlike units")
                                : fmt::format("{} are compared with {}", above, below);
        found_.add(
            audit_severity::contradiction, "units",
            fmt::format("{}: {} {} are set against {} {}: {}{}", table_.label_of(*one.row), one.value->text, one.unit->text,
                        one.target->text, one.target_unit->text, things,
                        one.claim && !one.claim->text.empty() ? ", so \"" + one.claim->text + "\" means nothing" : ""),
            std::move(cells));
    }

    void check_claim(const claim_row& one) {
        const auto number = first_number_in(one.claim->text);
        constexpr std::array good = {"passed", "pass", "met", "ok"};
        if (!number) {
            if (contains_word(one.claim->text, good)) check_passed(one);
            return;
        }
        const auto value = one.value->number->span(), target = one.target->number->span();
        if (value.lo <= 0 || target.lo <= 0) return;
        if (number->unit == "%") {
            auto rest = over(value, target);
            const bool less = one.value->number->value() < one.target->number->value();
            const number_span share = less ? number_span{(1 - rest.hi) * 100, (1 - rest.lo) * 100}
                                           : number_span{(rest.lo - 1) * 100, (rest.hi - 1) * 100};
            shares_.push_back({one.row, one.claim, *number, share, {one.value, one.target}});
        } else if (number->unit.starts_with("x") || number->unit.starts_with("×")) {
            const bool less = one.value->number->value() < one.target->number->value();
            factors_.push_back(
                {one.row, one.claim, *number, less ? over(target, value) : over(value, target), {one.value, one.target}});
        }
    }

    void check_passed(const claim_row& one) {
        constexpr std::array less_is_better = {"memory", "latency", "response", "error", "time", "utilisation", "cost"};
        const auto label = table_.label_of(*one.row);
        if (!contains_word(label, less_is_better)) return;
        const bool met = one.value->number->span().lo <= one.target->number->span().hi;
        found_.add(
            met ? audit_severity::confirmed : audit_severity::contradiction, "claim",
            fmt::format("{}: {} is {} the target of {}, called \"{}\"", label, one.value->text, met ? "within" : "beyond",
                        one.target->text, one.claim->text),
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
