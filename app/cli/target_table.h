// What was found of targets, for a terminal. Pure.
#pragma once

#include <string>

#include "engine/targets/targets.h"

namespace sweeplab::cli {

std::string target_text(const target_report& report);

}  // namespace sweeplab::cli
