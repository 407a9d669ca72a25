// Takes keys and passwords out of JSON that came from elsewhere: Sweeplab names keys, it never keeps them.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace sweeplab {

// Removes every member whose name says that it holds a secret ("api_key", "Authorization", "password"; not
// "api_key_env", which names one) and gives the JSON paths of what was removed. Pure.
std::vector<std::string> remove_keys(nlohmann::json& document);

}  // namespace sweeplab
