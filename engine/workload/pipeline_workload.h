// Carries out a pipeline_spec: each job is one step of one instance, done by what does the jobs of its kind elsewhere.
#pragma once

#include <memory>

#include "engine/workload/pipeline_spec.h"
#include "engine/workload/workload.h"

namespace sweeplab {

// On the loop's thread, as all calls of the result are.
std::unique_ptr<workload> make_pipeline_workload(std::shared_ptr<const pipeline_spec> spec,
                                                 workload_environment environment);

}  // namespace sweeplab
