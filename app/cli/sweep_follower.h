// Carries a sweep from its start to the report: events, progress, Ctrl-C, the scaling table at the end.
#pragma once

#include <functional>

#include "app/cli/library.h"
#include "app/cli/stop_signals.h"

namespace sweeplab::cli {

struct follow_options {
    library_choice library;
    bool events = false;  // every event as a line of JSON on stdout; the report then goes to stderr
};

struct followed_sweep {
    run_id run;
    std::optional<run_finished> outcome;
};
// Events, progress and Ctrl-C of one sweep, without a report.
result<followed_sweep> follow_to_end(engine_session& session, stop_signals& signals, const follow_options& options,
                                     const std::function<result<run_id>(engine_session&)>& start);

// `start` starts or resumes a run of `session`. Returns the exit code.
int follow_sweep(engine_session& session, stop_signals& signals, const follow_options& options,
                 const std::function<result<run_id>(engine_session&)>& start);

}  // namespace sweeplab::cli
