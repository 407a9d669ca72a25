// A scaling curve as JSON, for programs: `sweeplab-cli analyze RUN --json`. Pure; any thread.
#pragma once

#include "engine/analysis/scaling.h"
#include "engine/foundation/json_reader.h"

namespace sweeplab {

// [{workers, n, time_s: {mean, lo, hi}, speedup, speedup_lo, speedup_hi, efficiency, throughput_per_s, tokens_per_s,
//   cost, result_count, jobs, times_s, not_counted, why_not_counted, doubts}], by workers.
// `n` is the number of repeats that count; `mean` the geometric one. A worker count without a counted repeat is there with
// n = 0. What does not exist is null.
json points_json(const scaling_curve& curve);

// {value: mean} with its interval: {mean, lo, hi}; null where there is none.
json interval_json(const value_interval& value);

}  // namespace sweeplab
