// Carries out a soak_spec: every job is one client, which streams until the time is over.
#pragma once

#include <memory>

#include "engine/workload/soak_spec.h"
#include "engine/workload/workload.h"

namespace sweeplab {

// On the loop's thread, as all calls of the result are. The result is a soak_meter, too.
std::unique_ptr<workload> make_soak_workload(std::shared_ptr<const soak_spec> spec, workload_environment environment);

}  // namespace sweeplab
