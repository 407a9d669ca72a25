// JSON as other tools write it: one document or one a line, with NaN and Infinity in it. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"

namespace sweeplab {

struct loose_documents {
    std::vector<json> all;       // at least one; objects or lists
    bool lines = false;          // one a line
    std::size_t not_finite = 0;  // numbers that were NaN or infinite: they are null
};

// `text` is changed on the way. A fault names line and column; nothing is taken from a file that is cut off.
result<loose_documents> read_loose_json(std::string& text, const std::string& file_name);

}  // namespace sweeplab
