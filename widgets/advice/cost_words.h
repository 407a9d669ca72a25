// What a run's work costs, in sentences: a job, a result, the machine's hour, and from which volume on the machine beats
// an API. Pure; any thread. METHODS.md §6.
#pragma once

#include <string>
#include <vector>

#include "engine/advice/run_analysis.h"

namespace sweeplab {

struct cost_words {
    std::vector<std::string> known;
    std::vector<std::string> missing;  // what is not known, and where to enter it
};

cost_words describe_costs(const run_record& run, const run_analysis& analysis);

}  // namespace sweeplab
