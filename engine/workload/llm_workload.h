// Carries out an llm_spec: every job is one HTTP exchange on the trial loop; its answer is decoded on a
// thread of its own, behind the last time stamp.
#pragma once

#include <memory>

#include "engine/workload/llm_spec.h"
#include "engine/workload/workload.h"

namespace sweeplab {

// On the loop's thread, as all calls of the result are.
std::unique_ptr<workload> make_llm_workload(std::shared_ptr<const llm_spec> spec, workload_environment environment);

}  // namespace sweeplab
