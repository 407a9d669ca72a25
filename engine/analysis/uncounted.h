// Why trials are no points of a curve, in words.
#pragma once

#include <string>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

// "1 trial was interrupted; 1 trial had failed items (2 of 12): HTTP 500". Empty without trials.
std::string describe_uncounted(const std::vector<const trial*>& trials);

}  // namespace sweeplab
