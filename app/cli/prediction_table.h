// A predicted curve as text for a terminal. Pure.
#pragma once

#include <string>

#include "engine/prediction/predict.h"

namespace sweeplab::cli {

// One row a worker count, with what was measured there and the simple answers beside it; then the finding and
// what to know beside the numbers.
std::string prediction_text(const curve_prediction& curve);

// What was kept before it was measured, and how far off each was; empty without any.
std::string stored_predictions_text(const std::vector<prediction>& stored);

}  // namespace sweeplab::cli
