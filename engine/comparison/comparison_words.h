// What a comparison says in words. For .cpp files of this folder.
#pragma once

#include "engine/comparison/comparison.h"

namespace sweeplab {

// Fills headline and detail from the rest.
void put_words(run_comparison& value);
// "1.60× (1.55–1.65)"
std::string ratio_with_interval(const value_interval& ratio);

}  // namespace sweeplab
