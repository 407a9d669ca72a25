// The latency report as JSON, for programs: `sweeplab-cli analyze RUN --json`. Pure; any thread.
#pragma once

#include "engine/analysis/latency.h"
#include "engine/foundation/json_reader.h"

namespace sweeplab {

// [{workers, quantity, definition, definition_id, trials, count, missing, failed,
//   percentiles: {p50: {ns, lo_ns, hi_ns} | null, …}, refused: {p99: "p99 needs at least 500 answers; there are 24"}}]
// One for each worker count and each quantity that any answer of the run has.
json to_json(const latency_report& report);

}  // namespace sweeplab
