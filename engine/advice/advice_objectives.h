// One answer for each objective, with the range that noise leaves open. Used by make_advice(). Pure; any thread.
#pragma once

#include "engine/advice/advice_candidates.h"

namespace sweeplab {

// `set` has a candidate.
objective_advice answer(objective which, const advice_input& input, const candidate_set& set);

// Whether the input says enough for the objective to be asked: a deadline, a latency target.
bool can_be_asked(objective which, const advice_input& input);

// "12 workers", "12 workers (measured with 20 and 50)", "6 workers (predicted)"
std::string count_in_words(const advice_candidate& candidate);
// "20 and 50", "1, 4 and 10"
std::string listed(const std::vector<int>& counts);

}  // namespace sweeplab
