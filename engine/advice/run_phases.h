// The phases of a saved run, as its plan says them. Any thread.
#pragma once

#include "engine/analysis/phase_report.h"

namespace sweeplab {

// Empty where the run is no open loop. Needs attempts.
phase_report phases_of_run(const run_record& run);

}  // namespace sweeplab
