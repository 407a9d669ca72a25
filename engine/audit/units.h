// What units mean: "GB" and "MB" are of one kind, "ops/s" and "requests/s" are not. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/audit/table.h"

namespace sweeplab {

struct unit_meaning {
    std::string kind;    // "time", "bytes/s", "requests"; empty: no unit
    double factor = 1;   // how many of the kind's own unit, seconds and bytes among them
    bool known = false;  // a unit or a thing counted that is known, or a rate of anything
};
unit_meaning meaning_of(std::string_view unit);

enum class unit_match { alike, unlike, untold };
// Alike too when one of them is not named; untold when one is no unit that is known.
unit_match match_of(std::string_view a, std::string_view b);
// How many of `to` one of `from` is; 1 when one of them is not named, nullopt when they are not alike.
std::optional<double> ratio_of(std::string_view from, std::string_view to);

// What a rate counts: of "req/min" requests. Empty when it is no rate.
std::string thing_of_rate(std::string_view unit);
// Tokens and bytes are what an item is made of, and an item may give many results.
bool counts_parts_of_items(std::string_view thing);

// The unit that a number is in: behind it in its cell, in its row's column of units, or in its column's name.
std::string unit_of(const published_table& table, const table_row& row, const table_cell& cell);
// In seconds, which are taken where no unit is named; nullopt when it is no time.
std::optional<number_span> seconds_of(const published_table& table, const table_row& row, const table_cell& cell);

}  // namespace sweeplab
