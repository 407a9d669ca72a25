// Host profiles as files: a JSON list of profiles, as resources/hosts.json.
#pragma once

#include <filesystem>
#include <vector>

#include "engine/model/host_profile.h"

namespace sweeplab {

result<std::vector<host_profile>> read_host_profiles(const std::filesystem::path& file);

}  // namespace sweeplab
