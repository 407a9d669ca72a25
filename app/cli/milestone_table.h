// When each milestone is reached, as a table for a terminal. Pure.
#pragma once

#include <string>

#include "engine/analysis/milestone_report.h"

namespace sweeplab::cli {

// Empty when there are no milestones.
std::string milestone_text(const milestone_report& report);

}  // namespace sweeplab::cli
