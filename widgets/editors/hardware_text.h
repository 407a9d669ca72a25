// Caches and graphics cards of a host profile as lines that a person can type, and back. Pure; any thread.
//   "L3 unified 96 MB" · "L1 data 32 KB x 8"
//   "NVIDIA RTX 3090, 24 GB, driver 550.54"
#pragma once

#include <string>
#include <string_view>

#include "engine/foundation/json_reader.h"

namespace sweeplab {

// The forms of host_profile's JSON: arrays of objects. Errors name the line.
result<json> caches_from_text(std::string_view text);
std::string caches_to_text(const json& caches);
result<json> gpus_from_text(std::string_view text);
std::string gpus_to_text(const json& gpus);

}  // namespace sweeplab
