// What would change the time if the work were carried out otherwise, as a short block for a terminal. Pure.
#pragma once

#include <string>

#include "engine/advice/run_what_if.h"
#include "engine/prediction/predict.h"

namespace sweeplab::cli {

// Ends with a newline; empty where there is nothing to ask.
std::string what_if_text(const run_what_if& asked);

// Of items from a file, which wait for each other, at the fewest of the predicted counts near the shortest time.
std::optional<run_what_if> what_if_of_items(const timed_items& items, const curve_prediction& curve);

}  // namespace sweeplab::cli
