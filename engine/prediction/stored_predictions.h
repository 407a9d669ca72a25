// Predictions that were kept with a run before what they predict was measured. Pure; any thread. METHODS.md §3.
#pragma once

#include <vector>

#include "engine/prediction/prediction.h"

namespace sweeplab {

// Those of a run in the order made, each with its score where its worker count has a counted trial. What cannot be read is
// left out.
std::vector<prediction> stored_predictions(const run_record& run);

// "Predicted before measuring: 8 workers 3.21 s (3.02 – 3.41), 16 workers …".
std::string announce(const std::vector<prediction>& made);
// "Predictions missed by 2.1 % on average, 4.0 % at most (16 workers)." Nothing without a scored one.
std::string describe_scores(const std::vector<prediction>& scored);

}  // namespace sweeplab
