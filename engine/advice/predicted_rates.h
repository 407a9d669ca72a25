// How near worker counts that were not run would come to the rate limits: from a replay of the measured items, as if
// there were no limits, so that it shows what the workers would ask for. Pure; any thread. METHODS.md §3, §6.
#pragma once

#include "engine/advice/rate_safety.h"
#include "engine/analysis/scaling.h"
#include "engine/prediction/predict.h"

namespace sweeplab {

// Adds what is not there, up to the usable width; nothing where nothing is limited, or where nothing can be predicted.
void add_predicted_rates(rate_safety& safety, const run_record& run, const scaling_curve& curve,
                         const std::optional<curve_prediction>& replay);

}  // namespace sweeplab
