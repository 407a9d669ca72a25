// The sweep under way as the window shows it: folds the engine's events into one small state and a log.
// GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <map>
#include <optional>

#include "widgets/bridge/event_relay.h"
#include "widgets/charts/soak_course.h"

namespace sweeplab {

// Everything a progress display needs; a plain value, so that folding can be tested without a window.
struct live_state {
    enum class phase { none, running, stopping, finished };
    phase now = phase::none;
    run_id run;
    std::string name;
    std::map<run_id, std::string> in_turn;  // the names of two that take turns; `run` is the one whose trial came last
    bool simulated = false;
    int items = 0;
    std::optional<trial_started> current_trial;
    int trials_done = 0;  // those of an earlier, interrupted part included
    run_progress progress;
    int jobs_failed_in_run = 0;             // attempts that were not tried again
    std::optional<soak_course_maker> soak;  // of the trial under way, or of the last one
    std::int64_t soak_samples = 0;          // of this run, so that a view sees that there are more
    std::optional<run_finished> outcome;

    bool busy() const { return now == phase::running || now == phase::stopping; }
};

void fold(live_state& state, const run_event& event);

// Between 0 and 1: whole trials, and of the one under way the share of its planned time, else of its jobs.
double share_done(const live_state& state);

class live_run final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const live_state& state() const { return state_; }
    void take(const event_batch& events);
    void mark_stopping();  // Stop was pressed; the engine's run_finished follows
    void reset();          // the session closed

Q_SIGNALS:
    void changed();  // at most once a batch
    void run_began(sweeplab::run_id run);
    void trial_stored(sweeplab::run_id run);  // the run has a trial more
    void run_ended(sweeplab::run_id run);
    void message(const sweeplab::run_message& text);

private:
    void announce(const run_event& event);

    live_state state_;
};

}  // namespace sweeplab
