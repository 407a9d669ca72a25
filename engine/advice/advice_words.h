// What to do next, and why not more workers. Used by make_advice(). Pure; any thread.
#pragma once

#include "engine/advice/advice_candidates.h"

namespace sweeplab {

// `chosen` is among the candidates of `set`.
std::vector<dismissed_count> dismiss_others(const advice_input& input, const candidate_set& set,
                                            const objective_advice& chosen);
std::vector<std::string> actions_for(const advice_input& input, const candidate_set& set, const objective_advice& chosen);

}  // namespace sweeplab
