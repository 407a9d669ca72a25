// What headlines of one and of several runs share. Used by headline.h. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/advice/advice.h"

namespace sweeplab {

// "12 workers", "8 to 12 workers", "6 workers (predicted)"
std::string counts_in_words(const objective_advice& advice);
// Appends what is not there yet.
void add_new(const std::vector<std::string>& more, std::vector<std::string>& to);

}  // namespace sweeplab
