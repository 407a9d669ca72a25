// What a run's work costs, in sentences: a job, a result, the machine's hour. Pure; any thread. METHODS.md §6.
#pragma once

#include <string>
#include <vector>

#include "engine/advice/advice.h"

namespace sweeplab {

struct cost_words {
    std::vector<std::string> known;
    std::vector<std::string> missing;  // what is not known, and where to enter it
};

// At the worker count that is advised, on the machine as its profile has it.
cost_words describe_costs(const run_record& run, const host_profile& host, const scaling_curve& curve,
                          const objective_advice& chosen);

// Three digits that say something, however small the sum, and never an exponent: "USD 0.000462". Without a currency the
// number alone.
std::string money(double amount, const std::string& currency);

}  // namespace sweeplab
