// A baseline run beside an optimised one, for a terminal. Pure.
#pragma once

#include <string>

#include "engine/targets/baseline_report.h"

namespace sweeplab::cli {

std::string baseline_text(const baseline_report& report);

}  // namespace sweeplab::cli
