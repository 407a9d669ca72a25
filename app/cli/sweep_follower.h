// Carries a sweep from its start to the report: events, progress, Ctrl-C, the scaling table at the end.
#pragma once

#include <functional>
#include <optional>

#include "app/cli/event_lines.h"
#include "app/cli/library.h"
#include "app/cli/progress_lines.h"
#include "app/cli/stop_signals.h"

namespace sweeplab::cli {

struct follow_options {
    library_choice library;
    bool events = false;  // every event as a line of JSON on stdout; the report then goes to stderr
};

// Adds a sink for as long as it lives.
class sink_membership {
public:
    sink_membership(engine_session& session, event_sink& sink) : session_(session), sink_(sink) { session_.add_sink(sink_); }
    ~sink_membership() { session_.remove_sink(sink_); }
    sink_membership(const sink_membership&) = delete;
    sink_membership& operator=(const sink_membership&) = delete;

private:
    engine_session& session_;
    event_sink& sink_;
};

// Shows what goes on, and hears Ctrl-C, for as long as it lives.
class sweep_watch {
public:
    sweep_watch(engine_session& session, stop_signals& signals, const follow_options& options);
    ~sweep_watch();
    sweep_watch(const sweep_watch&) = delete;
    sweep_watch& operator=(const sweep_watch&) = delete;

    void has_begun();  // there is a sweep that can be stopped
    void drain();      // all is shown; Ctrl-C is not heard any more
    std::optional<run_finished> outcome() const { return progress_.outcome(); }

private:
    engine_session& session_;
    stop_signals& signals_;
    progress_lines progress_;
    event_lines lines_;
    sink_membership progress_membership_;
    std::optional<sink_membership> lines_membership_;
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
