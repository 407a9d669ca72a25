// A predicted curve as text for a terminal. Pure.
#pragma once

#include <string>

#include "engine/prediction/predict.h"

namespace sweeplab::cli {

// One row a worker count, with what was measured there and the simple answers beside it; then the finding and
// what to know beside the numbers.
std::string prediction_text(const curve_prediction& curve);

}  // namespace sweeplab::cli
