// Two JSON documents beside each other, member by member. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"

namespace sweeplab {

struct json_difference {
    std::string path;  // JSON pointer
    json a;            // null: not there
    json b;
};

// Only what differs. Lists of unlike length differ as a whole.
std::vector<json_difference> compare_json(const json& a, const json& b, const std::string& path = {});

}  // namespace sweeplab
