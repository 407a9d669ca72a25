// The phases of a load as lines that a person can type, and back. Pure; any thread.
//   "quiet: 100/s for 10 s" · "rush: 5000/s for 4 s, poisson"
#pragma once

#include <string>
#include <string_view>

#include "engine/foundation/json_reader.h"

namespace sweeplab {

// The form of the plan's JSON: an array of objects; null of an empty text. What begins with a bracket is read as JSON.
// Errors name the line.
result<json> phases_from_text(std::string_view text);
// As lines, or as JSON where they would not say all of it.
std::string phases_to_text(const json& phases);

}  // namespace sweeplab
