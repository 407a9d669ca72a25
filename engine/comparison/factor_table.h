// Several machines side by side in the form of the first experiment that was published of them: at each worker count the
// rate of each machine and by what factor it is faster than the first. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/statistics.h"
#include "engine/foundation/json_reader.h"
#include "engine/model/run.h"

namespace sweeplab {

struct factor_row {
    int workers = 1;
    std::string machine;
    double time_s = 0;  // geometric mean
    std::optional<double> items_per_s;
    std::optional<double> tokens_per_s;                 // output tokens
    std::optional<number_range> expected_tokens_per_s;  // that the host profile names
    std::optional<value_interval> factor;  // time of the first machine over the time here; 1 for the first itself
};

// By workers, then in the order of `runs`; the factor is absent where the first has no time at this worker count, or where
// `same_work` says that it is unlike work.
std::vector<factor_row> make_factor_table(const std::vector<run_record>& runs, bool same_work = true);

json to_json(const std::vector<factor_row>& rows);

}  // namespace sweeplab
