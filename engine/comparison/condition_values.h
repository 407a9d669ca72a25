// The machine's conditions of two runs beside each other. For .cpp files of this folder.
#pragma once

#include <vector>

#include "engine/comparison/json_difference.h"
#include "engine/model/run.h"

namespace sweeplab {

// What was recorded around the trials that count and differs by more than it varies: governor, clock, processors, power,
// speed of a fixed piece of arithmetic, the endpoint's round trip. `path` is the condition's name.
std::vector<json_difference> condition_differences(const run_record& a, const run_record& b);

}  // namespace sweeplab
