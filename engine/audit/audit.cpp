#include "engine/audit/audit.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/audit/checks.h"
#include "engine/model/json_fields.h"

namespace sweeplab {
namespace {

constexpr double hardly_off = 0.01;  // of the value: another digit was printed than the cells give

enum class fit { rounded, cut_off, digit_off, wrong };

// Within the rounding of all that is printed; or with its last digits cut off instead; or another digit than the cells give.
fit judge(const published_number& printed, const number_span& computed) {
    const auto claimed = printed.span();
    if (claimed.meets(computed)) return fit::rounded;
    const bool negative = printed.most < 0;
    if (number_span{printed.least - (negative ? 2 * printed.half : 0), printed.most + (negative ? 0 : 2 * printed.half)}
            .meets(computed))
        return fit::cut_off;
    const double gap = std::max(claimed.lo - computed.hi, computed.lo - claimed.hi);
    return gap <= hardly_off * std::abs(computed.middle()) ? fit::digit_off : fit::wrong;
}

}  // namespace

std::string_view to_text(audit_severity severity) {
    switch (severity) {
        case audit_severity::confirmed: return "confirmed";
        case audit_severity::note: return "note";
        case audit_severity::doubt: return "doubt";
        case audit_severity::contradiction: return "contradiction";
    }
    return "note";
}

bool table_audit::contradicted() const {
    return std::any_of(findings.begin(), findings.end(),
                       [](const auto& one) { return one.severity == audit_severity::contradiction; });
}

cited_cell cite(const published_table& table, const table_row& row, const table_cell& cell) {
    cited_cell cited{cell.place, table.label_of(row), {}, cell.text};
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        if (&row.cells[i] == &cell) cited.column = table.columns[i].name;
    return cited;
}

std::string shown(double number) {
    if (std::abs(number) >= 9999.5) return fmt::format("{:.0f}", number);
    return fmt::format("{:.4g}", number);
}

std::string shown(const number_span& span) {
    const auto lo = fmt::format("{:.3g}", span.lo), hi = fmt::format("{:.3g}", span.hi);
    const double middle = span.middle();
    const bool narrow = span.hi - span.lo <= 0.02 * std::abs(middle);
    if (narrow || lo == hi) return shown(middle);
    return shown(span.lo) + " – " + shown(span.hi);
}

void report_done_again(const published_table& table, const std::string& check, const std::string& rule,
                       const std::vector<done_again>& rows, finding_list& found) {
    std::vector<cited_cell> fitting;
    int cut_off = 0;
    for (const auto& one : rows) {
        const auto how = judge(one.claimed, one.computed);
        if (how == fit::rounded || how == fit::cut_off) {
            fitting.push_back(cite(table, *one.row, *one.cell));
            cut_off += how == fit::cut_off ? 1 : 0;
            continue;
        }
        std::vector<cited_cell> cells{cite(table, *one.row, *one.cell)};
        for (const auto& [row, cell] : one.from) cells.push_back(cite(table, *row, *cell));
        found.add(how == fit::digit_off ? audit_severity::doubt : audit_severity::contradiction, check,
                  fmt::format("{}: {} is printed, the cells give {}{}", table.label_of(*one.row), one.cell->text,
                              shown(one.computed),
                              how == fit::digit_off ? "; a digit off, or other digits than these were used" : ""),
                  std::move(cells));
    }
    if (fitting.empty()) return;
    auto where = rows.size() == 1                ? std::string("in its row")
                 : fitting.size() == rows.size() ? fmt::format("in all {} rows", rows.size())
                                                 : fmt::format("in {} of {} rows", fitting.size(), rows.size());
    if (cut_off > 0) where += fmt::format(" ({} cut off, not rounded)", cut_off);
    found.add(audit_severity::confirmed, check, rule + ", " + where, std::move(fitting));
}

table_audit audit(const published_document& document) {
    table_audit whole;
    finding_list found;
    for (const auto& table : document.tables) {
        for (const auto& row : table.rows)
            for (const auto& cell : row.cells) whole.numbers += cell.number ? 1 : 0;
        check_scaling(table, document, found);
        check_pairs(table, document, found);
        check_rates(table, document, found);
        check_claims(table, document, found);
        check_costs(table, document, found);
        check_products(table, document, found);
        check_rows(table, document, found);
        tell_left_out(table, found);
    }
    whole.numbers += document.facts.size();
    whole.findings = found.take();
    std::stable_sort(whole.findings.begin(), whole.findings.end(),
                     [](const auto& a, const auto& b) { return a.severity > b.severity; });
    return whole;
}

json to_json(const table_audit& value) {
    json object{{"contradicted", value.contradicted()}, {"numbers", value.numbers}, {"findings", json::array()}};
    for (const auto& one : value.findings) {
        json cells = json::array();
        for (const auto& cell : one.cells)
            cells.push_back({{"place", text_to_json(cell.place)},
                             {"row", text_to_json(cell.row)},
                             {"column", text_to_json(cell.column)},
                             {"value", text_to_json(cell.value)}});
        object["findings"].push_back({{"severity", to_text(one.severity)},
                                      {"check", one.check},
                                      {"words", text_to_json(one.words)},
                                      {"cells", std::move(cells)}});
    }
    return object;
}

}  // namespace sweeplab
