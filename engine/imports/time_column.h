// Which column of a table somebody wrote is the time of a whole run, and in which unit. Pure; for .cpp files of this folder.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/audit/table.h"
#include "engine/foundation/error.h"

namespace sweeplab {

// "ms", "Minutes": how many seconds one is; absent for what is no unit of time, or one that can be read in two ways ("m").
std::optional<double> seconds_in_time_unit(std::string_view word);

// What a heading says, "Total time (msec)". Without any unit it is seconds; a unit that is not known is refused, since times
// that are taken for seconds look right and are not.
result<double> seconds_in_heading(const std::string& heading);

// "Time per request", "Mean job time", "p95 time": how long one of many took is not how long all of them took.
bool is_time_of_a_part(std::string_view heading);

// "Avg time": that of a run on average over its repeats, as far as can be told.
bool is_average(std::string_view heading);

struct found_time_column {
    std::optional<std::size_t> whole;  // the column of a run's times
    std::string part;                  // else a heading that tells of parts only; may be empty
};
found_time_column find_time_column(const published_table& table);

}  // namespace sweeplab
