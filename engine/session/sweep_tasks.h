// What a sweep has to do, from what is asked for: a new run, the rest of an earlier one, an order of another machine. The
// simulated endpoint is not yet put in, nor who finds secrets. Any thread.
#pragma once

#include "engine/session/engine_session.h"
#include "engine/session/progress_meter.h"
#include "engine/session/remote_lines.h"
#include "engine/session/running_job.h"

namespace sweeplab {

result<sweep_task> new_task(run_request request);
// `base`: where relative paths start; empty: where they did.
result<sweep_task> task_to_resume(run_store& store, run_id run, std::filesystem::path base);
result<sweep_task> task_of_order(const remote_order& order);

// Knows the trials of `task` that are still to do, in their order.
progress_meter meter_of(const sweep_task& task, run_id run);

}  // namespace sweeplab
