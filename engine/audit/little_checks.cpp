// Little's law in columns: what is in flight is rate × mean latency, and no more than the workers.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/audit/checks.h"
#include "engine/audit/items.h"
#include "engine/audit/units.h"

namespace sweeplab {
namespace {

constexpr double slack = 1.02;
constexpr double far_fewer = 2;  // than the workers: most of them would have had nothing to do

// Of requests or items a second; what is in flight of tokens or bytes is another thing.
std::optional<number_span> requests_per_second(const published_table& table, const table_row& row, const table_cell& rate) {
    const auto unit = unit_of(table, row, rate);
    const auto thing = thing_of_rate(unit);
    if (thing.empty() || counts_parts_of_items(thing)) return std::nullopt;
    return scaled(rate.number->span(), meaning_of(unit).factor);
}

struct in_flight_row {
    const table_row* row;
    const table_cell* workers;
    number_span in_flight;
    double each_second;
    std::vector<cited_cell> cells;
    double count() const { return workers->number->value(); }
};

std::vector<in_flight_row> in_flight_rows(const published_table& table) {
    std::vector<in_flight_row> rows;
    for (const auto& row : table.rows) {
        const auto* workers = table.number_at(row, column_role::workers);
        const auto* rate = table.number_at(row, column_role::throughput);
        const auto* latency = table.number_at(row, column_role::latency);
        if (!workers || !rate || !latency || seconds_in(unit_of(table, row, *latency)) == 0) continue;
        const auto a_second = requests_per_second(table, row, *rate);
        if (!a_second) continue;
        rows.push_back({&row,
                        workers,
                        times(*a_second, *seconds_of(table, row, *latency)),
                        a_second->middle(),
                        {cite(table, row, *rate), cite(table, row, *latency), cite(table, row, *workers)}});
    }
    return rows;
}

}  // namespace

void check_little_by_row(const published_table& table, const published_document& document, finding_list& found) {
    const auto* items = items_beside(document);
    std::vector<cited_cell> fitting;
    for (auto& one : in_flight_rows(table)) {
        // More workers than items have nothing to do.
        const double busy = items ? std::min(one.count(), items->cell.number->value()) : one.count();
        const bool too_many = one.in_flight.lo > slack * one.count();
        if (!too_many && one.in_flight.hi * far_fewer >= busy) {
            fitting.insert(fitting.end(), one.cells.begin(), one.cells.end());
            continue;
        }
        const auto label = table.label_of(*one.row);
        if (too_many) {
            found.add(audit_severity::contradiction, "Little's law",
                      fmt::format("{}: rate × latency is {} in flight, more than the {} workers", label,
                                  shown(one.in_flight), one.workers->text),
                      std::move(one.cells));
            continue;
        }
        const bool inverse = std::abs(one.in_flight.middle() - 1) < 0.05;
        found.add(audit_severity::doubt, "Little's law",
                  fmt::format("{}: rate × latency is {} in flight, not {}{}; with {} in flight an answer takes {}", label,
                              shown(one.in_flight), shown(busy), inverse ? ": the latency is only 1 / rate" : "",
                              shown(busy), seconds_in_words(busy / one.each_second)),
                  std::move(one.cells));
    }
    if (!fitting.empty())
        found.add(audit_severity::confirmed, "Little's law", "Rate × latency is never more than the workers, nor far fewer",
                  std::move(fitting));
}

}  // namespace sweeplab
