// Files of targets. Any thread.
#pragma once

#include <filesystem>

#include "engine/targets/targets.h"

namespace sweeplab {

// Reads and checks it; what is no regular file, or larger than any list of targets, is refused before it is read.
result<target_set> read_targets_file(const std::filesystem::path& file);

}  // namespace sweeplab
