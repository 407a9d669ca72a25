// An open loop in phases, as tables for a terminal. Pure.
#pragma once

#include <string>

#include "engine/analysis/phase_report.h"

namespace sweeplab::cli {

// Empty when there are no phases.
std::string phase_text(const phase_report& report);

}  // namespace sweeplab::cli
