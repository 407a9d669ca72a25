// What a run's work costs, in sentences: a job, a result, the machine's hour, and from which volume on the machine beats
// an API. Pure; any thread. METHODS.md §6.
#pragma once

#include <string>
#include <vector>

#include "engine/advice/advice.h"

namespace sweeplab {

struct cost_words {
    std::vector<std::string> known;
    std::vector<std::string> missing;  // what is not known, and where to enter it
};

// At the worker count that is advised.
cost_words describe_costs(const run_record& run, const scaling_curve& curve, const objective_advice& chosen);

}  // namespace sweeplab
