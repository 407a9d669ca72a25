// Shares of a limit, and Little's law in tables of one value a row.
#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/audit/checks.h"
#include "engine/audit/units.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

void check_share_of_limit(const published_table& table, const published_document& document, finding_list& found) {
    number_span limit{0, 1e300};
    std::vector<cited_cell> cells;
    for (const auto& row : table.rows) {
        const auto* share = table.number_at(row, column_role::share_of_limit);
        const auto* rate = table.number_at(row, column_role::throughput);
        if (!share || !rate || share->number->span().lo <= 0) continue;
        const auto implied = scaled(over(rate->number->span(), share->number->span()), 100);
        limit = {std::max(limit.lo, implied.lo), std::min(limit.hi, implied.hi)};
        cells.push_back(cite(table, row, *rate));
        cells.push_back(cite(table, row, *share));
    }
    if (cells.size() < 4) return;
    if (limit.lo > limit.hi)
        return found.add(audit_severity::contradiction, "limit", "The shares belong to unlike limits", std::move(cells));
    found.add(audit_severity::confirmed, "limit", fmt::format("All shares belong to one limit of {}", shown(limit)),
              std::move(cells));
    for (const auto& fact : document.facts) {
        if (fact.name != "rpm" || limit.meets(fact.cell.number->span())) continue;
        found.add(audit_severity::contradiction, "limit",
                  fmt::format("The limit is said to be {} a minute, the shares give {}", fact.cell.text, shown(limit)),
                  {{fact.cell.place, fact.name, {}, fact.cell.text}});
    }
}

// A row of a table with a value and its unit.
struct measured_row {
    const table_row* row;
    const table_cell* value;
    std::string label;
    std::string unit;
    std::string family;  // the label's first word
};

std::string value_with_unit(const measured_row& one) {
    return one.value->number->unit.empty() ? one.value->text + " " + one.unit : one.value->text;
}

std::vector<measured_row> measured_rows(const published_table& table) {
    std::vector<measured_row> rows;
    for (const auto& row : table.rows)
        if (const auto* value = table.number_at(row, column_role::value); value && value->number->span().lo > 0) {
            const auto label = table.label_of(row);
            rows.push_back({&row, value, label, unit_of(table, row, *value), label.substr(0, label.find_first_of("_ -"))});
        }
    return rows;
}

// The largest number among the words of a label: "concurrent_requests_10000".
double largest_number_in(const std::string& label) {
    double largest = 0;
    for (const auto word : split(label, '_'))
        if (const auto number = number_in_cell(word); number && number->unit.empty())
            largest = std::max(largest, number->value());
    return largest;
}

// "simulated_5ms_latency": a wait that every answer has in it, in seconds.
double wait_in(const std::string& label) {
    if (label.find("latency") == std::string::npos && label.find("delay") == std::string::npos) return 0;
    for (const auto word : split(label, '_'))
        if (const auto number = number_in_cell(word); number && seconds_in(number->unit) > 0)
            return number->value() * seconds_in(number->unit);
    return 0;
}

void check_little_by_family(const published_table& table, finding_list& found) {
    const auto rows = measured_rows(table);
    for (const auto& rate : rows)
        for (const auto& latency : rows) {
            const double seconds = seconds_in(latency.unit);
            const auto thing = thing_of_rate(rate.unit);
            if (thing.empty() || counts_parts_of_items(thing) || seconds == 0 || rate.family != latency.family ||
                rate.family.empty())
                continue;
            const std::vector<cited_cell> cells{cite(table, *rate.row, *rate.value),
                                                cite(table, *latency.row, *latency.value)};
            const auto response = scaled(latency.value->number->span(), seconds);
            if (const double wait = wait_in(rate.label); wait > 0 && response.hi < wait)
                found.add(audit_severity::contradiction, "latency",
                          fmt::format("{}: {} cannot hold the {} that {} says every answer waits", latency.label,
                                      value_with_unit(latency), seconds_in_words(wait), rate.label),
                          cells);
            const double said = largest_number_in(rate.label);
            const double factor = meaning_of(rate.unit).factor;
            const auto in_flight = scaled(times(rate.value->number->span(), response), factor);
            if (said < 10 || in_flight.hi * 2 > said) continue;
            const bool inverse = std::abs(in_flight.middle() - 1) < 0.05;
            found.add(audit_severity::doubt, "Little's law",
                      fmt::format("{}: {} at {} is {} in flight, not {}{}; with {} in flight an answer takes {}", rate.label,
                                  value_with_unit(rate), value_with_unit(latency), shown(in_flight), shown(said),
                                  inverse ? ": the latency is only 1 / rate" : "", shown(said),
                                  seconds_in_words(said / (rate.value->number->value() * factor))),
                      cells);
        }
}

}  // namespace

void check_rates(const published_table& table, const published_document& document, finding_list& found) {
    check_share_of_limit(table, document, found);
    check_little_by_row(table, document, found);
    check_little_by_family(table, found);
}

}  // namespace sweeplab
