// Two plans measured in turn, round by round, in the order A B B A: what drifts in the meantime (heat, other programs) falls
// on both alike. METHODS.md §4.
#pragma once

#include "app/cli/stop_signals.h"
#include "app/cli/sweep_follower.h"

namespace sweeplab::cli {

// Each plan's rounds become one run; then the two are compared, A over B. Returns the exit code.
int run_interleaved(engine_session& session, stop_signals& signals, const follow_options& options, const run_request& a,
                    const run_request& b);

}  // namespace sweeplab::cli
