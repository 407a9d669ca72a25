// What a run's numbers say, as text for a terminal: the scaling table and the finding in words. Pure.
#pragma once

#include <string>

#include "engine/analysis/scaling.h"

namespace sweeplab::cli {

// One row a worker count: time with its interval, speedup, efficiency, items/s, tokens/s, cost, failed items.
std::string scaling_table(const scaling_curve& curve, const run_record& run);
// Title, table, finding, warnings. `run` is loaded with its attempts.
std::string scaling_report(const run_record& run);

}  // namespace sweeplab::cli
