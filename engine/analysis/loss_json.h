// The loss report as JSON, for programs: `sweeplab-cli analyze RUN --json`. Pure; any thread.
#pragma once

#include "engine/analysis/loss_report.h"
#include "engine/foundation/json_reader.h"

namespace sweeplab {

// {run, name, host, baseline_workers, items, finding,
//  trials: [{trial, workers, repeat, state, counted, worker_ns, losses_ns: {baseline … idle}}],
//  worker_counts: [{workers, trials, worker_ns, losses_ns, points_lost, factors, usable_width, …}],
//  not_accounted: ["…"]}
// losses_ns sums to worker_ns everywhere. What does not exist is null.
json to_json(const loss_report& report);

}  // namespace sweeplab
