// What one counted trial amounts to: from its own sums, else from its attempts where all are known.
#pragma once

#include <optional>

#include "engine/model/run.h"

namespace sweeplab {

struct trial_sums {
    std::optional<std::int64_t> output_tokens;
    std::optional<double> cost;
    std::optional<std::int64_t> result_count;
};

trial_sums sums_of(const trial& value);

}  // namespace sweeplab
