// How good past predictions were, as text for a terminal. Pure.
#pragma once

#include <string>

#include "engine/prediction/prediction_history.h"

namespace sweeplab::cli {

// One row a prediction, newest run first, then what they come to together.
std::string prediction_history_text(const prediction_history& history);

}  // namespace sweeplab::cli
