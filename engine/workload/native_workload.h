// Carries out a native_spec: every job is one kernel on threads of its own, which post back to the trial loop.
#pragma once

#include <memory>

#include "engine/workload/native_spec.h"
#include "engine/workload/workload.h"

namespace sweeplab {

// On the loop's thread, as all calls of the result are.
std::unique_ptr<workload> make_native_workload(std::shared_ptr<const native_spec> spec, workload_environment environment);

}  // namespace sweeplab
