// The report of a soak, on the terms of its plan. Pure; any thread.
#pragma once

#include "engine/analysis/soak_report.h"

namespace sweeplab {

// Absent when the run's plan is no soak.
std::optional<soak_terms> soak_terms_of(const run_record& run);
// Empty when the run is no soak. Needs soak samples.
soak_report soak_of_run(const run_record& run);

}  // namespace sweeplab
