// The worker counts of a plan as a person types them: a list, or that the sweep is to choose them itself.
#pragma once

#include <string>
#include <string_view>

#include "engine/foundation/json_reader.h"

namespace sweeplab {

// Puts them into a plan's "sweep" object: "1, 2, 4", "1-16:*2" as parse_worker_counts() reads them; "auto" or "auto:50",
// chosen by the sweep, up to 50. What does not go with an automatic sweep is taken out (repeats, adaptive, predict); its
// budgets, where there are any, stay. On an error nothing is changed.
result<void> put_worker_text(json& sweep, std::string_view text);

// "1, 2, 4", "auto", "auto:50"; what is no such thing as it stands in JSON, so that it can be mended; empty without any.
std::string worker_text_in(const json& sweep);

}  // namespace sweeplab
