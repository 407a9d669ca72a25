// The milestones of a saved run, as its plan says them. Any thread.
#pragma once

#include "engine/analysis/milestone_report.h"

namespace sweeplab {

// Empty where the plan has none, or where there is no plan. Needs attempts.
milestone_report milestones_of_run(const run_record& run);

}  // namespace sweeplab
