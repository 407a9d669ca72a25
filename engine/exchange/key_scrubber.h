// Takes keys and passwords out of JSON that came from elsewhere: Sweeplab names keys, it never keeps them.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace sweeplab {

// Removes every member whose name says that it holds a secret ("api_key", "Authorization", "password"; not
// "api_key_env", which names one) and gives the JSON paths of what was removed. Pure.
std::vector<std::string> remove_keys(nlohmann::json& document);

// Of a plan of ours, where the environment of a command may well set STOP_TOKEN to 0.5: only what looks like a key by its
// value, too. A plan with one is refused when it is read, so this finds something only in runs of older versions. `path`: of
// the plan.
std::vector<std::string> remove_keys_of_plan(nlohmann::json& plan, const std::string& path = {});

}  // namespace sweeplab
