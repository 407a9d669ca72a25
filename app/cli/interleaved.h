// Two plans, or one plan on two hosts, measured in turn (engine/session/interleaved_job.h) and then compared.
#pragma once

#include "app/cli/stop_signals.h"
#include "app/cli/sweep_follower.h"

namespace sweeplab::cli {

// Returns the exit code.
int run_interleaved(engine_session& session, stop_signals& signals, const follow_options& options, const run_request& a,
                    const run_request& b);

// What is missing of two such runs.
int resume_interleaved(engine_session& session, stop_signals& signals, const follow_options& options, run_id a, run_id b);

}  // namespace sweeplab::cli
