// The phases of a saved run, as its plan says them. Any thread.
#pragma once

#include "engine/analysis/phase_report.h"

namespace sweeplab {

// Empty where the run is no open loop.
std::vector<planned_phase> planned_phases_of(const run_record& run);
// Needs attempts.
phase_report phases_of_run(const run_record& run);

}  // namespace sweeplab
