// The sweeps that one table holds: of two hosts, of three models; and repeats at a worker count. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/audit/table.h"

namespace sweeplab {

// Rows whose worker counts may be compared; those of one worker count are repeats.
struct row_series {
    std::string name;  // "laptop"; empty when the table is one series
    std::vector<const table_row*> rows;
};

struct series_split {
    std::vector<row_series> series;
    std::optional<std::size_t> unclear;  // a column that may or may not tell series apart: then none can be compared
};

series_split series_of(const published_table& table);

}  // namespace sweeplab
