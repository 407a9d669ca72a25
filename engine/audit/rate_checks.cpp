// Shares of a limit, and Little's law: what is in flight is rate × latency.
#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/audit/checks.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double slack = 1.02;

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

// Columns of workers, rate and latency.
void check_little_by_row(const published_table& table, finding_list& found) {
    const auto rate_at = table.column(column_role::throughput), latency_at = table.column(column_role::latency);
    if (!rate_at || !latency_at) return;
    const double seconds = seconds_in(table.columns[*latency_at].unit);
    if (seconds == 0 || !table.columns[*rate_at].unit.ends_with("/s")) return;
    std::vector<cited_cell> fitting;
    for (const auto& row : table.rows) {
        const auto* workers = table.number_at(row, column_role::workers);
        const auto* rate = table.number_at(row, column_role::throughput);
        const auto* latency = table.number_at(row, column_role::latency);
        if (!workers || !rate || !latency) continue;
        const auto in_flight = scaled(times(rate->number->span(), latency->number->span()), seconds);
        std::vector<cited_cell> cells{cite(table, row, *rate), cite(table, row, *latency), cite(table, row, *workers)};
        if (in_flight.lo <= slack * workers->number->value()) {
            fitting.insert(fitting.end(), cells.begin(), cells.end());
            continue;
        }
        found.add(audit_severity::contradiction, "Little's law",
                  fmt::format("{}: rate × latency is {} in flight, more than the {}", table.label_of(row), shown(in_flight),
                              workers->text + " workers"),
                  std::move(cells));
    }
    if (!fitting.empty())
        found.add(audit_severity::confirmed, "Little's law", "Rate × latency is never more than the workers",
                  std::move(fitting));
}

// A row of a table with a value and its unit.
struct measured_row {
    const table_row* row;
    const table_cell* value;
    std::string label;
    std::string unit;
    std::string family;  // the label's first word
};

std::vector<measured_row> measured_rows(const published_table& table) {
    std::vector<measured_row> rows;
    const auto unit_at = table.column(column_role::unit);
    if (!unit_at) return rows;
    for (const auto& row : table.rows)
        if (const auto* value = table.number_at(row, column_role::value); value && value->number->span().lo > 0) {
            const auto label = table.label_of(row);
            rows.push_back({&row, value, label, row.cells[*unit_at].text, label.substr(0, label.find_first_of("_ -"))});
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
            if (!rate.unit.ends_with("/s") || seconds == 0 || rate.family != latency.family || rate.family.empty()) continue;
            const std::vector<cited_cell> cells{cite(table, *rate.row, *rate.value),
                                                cite(table, *latency.row, *latency.value)};
            const auto response = scaled(latency.value->number->span(), seconds);
            if (const double wait = wait_in(rate.label); wait > 0 && response.hi < wait)
                found.add(audit_severity::contradiction, "latency",
                          fmt::format("{}: {} {} cannot hold the {} that {} says every answer waits", latency.label,
                                      latency.value->text, latency.unit, seconds_in_words(wait), rate.label),
                          cells);
            const double said = largest_number_in(rate.label);
            const auto in_flight = times(rate.value->number->span(), response);
            if (said < 10 || in_flight.hi * 2 > said) continue;
            const bool inverse = std::abs(in_flight.middle() - 1) < 0.05;
            found.add(audit_severity::doubt, "Little's law",
                      fmt::format("{}: {} {} at {} {} is {} in flight, not {}{}; with {} in flight an answer takes {}",
                                  rate.label, rate.value->text, rate.unit, latency.value->text, latency.unit,
                                  shown(in_flight), shown(said), inverse ? ": the latency is only 1 / rate" : "",
                                  shown(said), seconds_in_words(said / rate.value->number->value())),
                      cells);
        }
}

}  // namespace

void check_rates(const published_table& table, const published_document& document, finding_list& found) {
    check_share_of_limit(table, document, found);
    check_little_by_row(table, found);
    check_little_by_family(table, found);
}

}  // namespace sweeplab
