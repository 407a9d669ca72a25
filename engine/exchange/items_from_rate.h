// How many items each trial did, from a column that says how many a second: "throughput_chunks_per_s". Rounded rates
// leave a range of counts open in each row; only a count that is the one whole number within all of them is taken.
#pragma once

#include <limits>
#include <optional>
#include <string_view>

#include "engine/exchange/tidy_header.h"
#include "engine/model/run.h"

namespace sweeplab {

// The column of items a second; tokens and bytes a second are none.
std::optional<std::size_t> find_rate_column(const tidy_header& header);

class items_from_rate {
public:
    void add(std::string_view rate_cell, bool decimal_comma, const trial& row);
    // From at least two worker counts.
    std::optional<int> items() const;

private:
    double at_least_ = 0;
    double at_most_ = std::numeric_limits<double>::infinity();
    int first_workers_ = 0;
    bool several_counts_ = false;
};

}  // namespace sweeplab
