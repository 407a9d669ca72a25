// The kinds of workload that this build knows. A new kind adds its lines here and nowhere else.
#pragma once

#include "engine/workload/workload.h"

namespace sweeplab {

// Readers for read_plan(). Built once; any thread.
const workload_kinds& known_workload_kinds();

// Makes the runnable form of a spec that known_workload_kinds() read.
result<std::unique_ptr<workload>> make_workload(std::shared_ptr<const workload_spec> spec, workload_environment environment);

}  // namespace sweeplab
