// A resumed run keeps the trials that were cut off beside those that took their place.
#pragma once

#include <vector>

#include "engine/model/run.h"

namespace sweeplab::cli {

// The last trial of each worker count and repeat, warm-up left out, in the order carried out. Pure; the
// pointers live as long as `run`.
std::vector<const trial*> standing_trials(const run_record& run);

}  // namespace sweeplab::cli
