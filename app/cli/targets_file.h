// A file of targets as a command's --targets names it.
#pragma once

#include <string>

#include "engine/targets/targets.h"

namespace sweeplab::cli {

// A file, or the name of a set that ships with Sweeplab ("streaming").
result<target_set> load_targets(const std::string& name);

}  // namespace sweeplab::cli
