// Everything that is said of one run, as text for a terminal and as JSON for programs. Pure.
#pragma once

#include <string>

#include "engine/advice/run_analysis.h"

namespace sweeplab::cli {

// Finding, advice, bounds, laws, rate limit, predictions, then where the worker-seconds went.
std::string analysis_text(const run_record& run, const run_analysis& analysis);

// The losses' keys (loss_json.h), latency, those of run_analysis.h, the finding in words and what is not known. `run` is
// null for one that is not saved.
json analysis_json(const run_record& run, const run_analysis& analysis);

// Neither a time that counts nor a trial whose worker-seconds are known.
bool says_nothing(const run_analysis& analysis);

}  // namespace sweeplab::cli
