// Carries out a command_spec: every job is one child process on the trial loop.
#pragma once

#include <memory>

#include "engine/workload/command_spec.h"
#include "engine/workload/workload.h"

namespace sweeplab {

// On the loop's thread, as all calls of the result are.
std::unique_ptr<workload> make_command_workload(std::shared_ptr<const command_spec> spec, workload_environment environment);

}  // namespace sweeplab
