// Host profiles as they are kept: what is read of a machine beside what a person says of it, and files with a JSON list of
// profiles, as resources/hosts.json. Pure but for reading the file.
#pragma once

#include <filesystem>
#include <vector>

#include "engine/model/host_profile.h"

namespace sweeplab {

// A machine as it was read, with what a person had added to its profile: name, prices, expectations, notes; and what was
// measured by calibration.
host_profile with_what_a_person_said(host_profile read, const host_profile& known);

result<std::vector<host_profile>> read_host_profiles(const std::filesystem::path& file);

}  // namespace sweeplab
