// The header line of a tidy CSV: which column means what. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/exchange/csv_records.h"

namespace sweeplab {

enum class tidy_column {
    workers,
    time_s,
    repeat,
    warm_up,
    state,
    started_at,
    jobs,
    failed,
    result_count,
    input_tokens,
    output_tokens,
    total_tokens,
    cost,
    currency,
    excluded,  // the reason for which a repeat was left out
    message,
    run,
    host,
    workload,
    other  // kept as a note
};

struct tidy_header {
    std::vector<tidy_column> columns;
    std::vector<std::string> names;  // as written
    char separator = ',';
    bool decimal_comma = false;  // numbers may be written 12,5: the separator is no comma

    bool has(tidy_column column) const;
    std::string_view name_of(tidy_column column) const;  // as written; empty when it is not there
};

// Finds the separator, reads the names and checks that workers and time_s are there, each name once.
// Sets the separator of `records`.
result<tidy_header> read_tidy_header(csv_records& records);

}  // namespace sweeplab
