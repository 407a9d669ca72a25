#include "widgets/bridge/sweep_control.h"

namespace sweeplab {

sweep_control::sweep_control(session_bridge& bridge, QObject* parent) : QObject(parent), bridge_(bridge) {
    connect(&bridge_, &session_bridge::events_arrived, &live_, &live_run::take);
    connect(&bridge_, &session_bridge::session_closed, this, [this] {
        live_.reset();
        in_turn_ = false;
        set_starting(false);
    });
    connect(&live_, &live_run::run_began, this, [this] {
        starting_ = false;
        Q_EMIT busy_changed();
    });
    connect(&live_, &live_run::run_ended, this, &sweep_control::busy_changed);
}

void sweep_control::start(run_request request) {
    begin([request = std::move(request)](engine_session& session) { return session.start(request); },
          tr("The sweep could not be started"));
}

void sweep_control::start_in_turn(run_request a, run_request b) {
    begin_in_turn([a = std::move(a), b = std::move(b)](engine_session& session,
                                                       both_ended ended) { return session.start_interleaved(a, b, ended); },
                  tr("The sweeps could not be started"));
}

void sweep_control::resume_in_turn(run_id a, run_id b) {
    begin_in_turn([a, b](engine_session& session, both_ended ended) { return session.resume_interleaved(a, b, ended); },
                  tr("The runs could not be resumed"));
}

// The engine tells of the end on a thread of its own, after the events of the last round.
void sweep_control::begin_in_turn(std::function<result<run_id>(engine_session&, both_ended)> how, const QString& doing) {
    if (busy() || !bridge_.attached()) return;
    both_ended ended = [&bridge = bridge_, self = QPointer<QObject>(this)](const interleaved_outcome& outcome) {
        bridge.post(self, [self, outcome] { static_cast<sweep_control*>(self.data())->take_end(outcome); });
    };
    in_turn_ = true;
    begin([how = std::move(how), ended = std::move(ended)](engine_session& session) { return how(session, ended); }, doing);
}

void sweep_control::take_end(const interleaved_outcome& outcome) {
    if (!in_turn_) return;  // of a library that was closed
    in_turn_ = false;
    Q_EMIT busy_changed();
    Q_EMIT in_turn_ended(outcome);
}

void sweep_control::resume(run_id run) {
    begin([run](engine_session& session) { return session.resume(run); }, tr("The run could not be resumed"));
}

// Starting checks the workload first (is the endpoint there, is the command), which may take seconds.
void sweep_control::begin(std::function<result<run_id>(engine_session&)> how, const QString& doing) {
    if (starting_ || live_.state().busy() || !bridge_.attached()) return;
    set_starting(true);
    bridge_.ask(this, std::move(how), [this, doing](result<run_id> answer) {
        // The answer and the first event come by different ways: whichever is later ends the start.
        if (!answer) in_turn_ = false;
        if (!answer || live_.state().run == *answer) set_starting(false);
        if (!answer) Q_EMIT refused(doing, answer.error());
    });
}

void sweep_control::stop() {
    if (!bridge_.attached() || !busy()) return;
    live_.mark_stopping();
    Q_EMIT busy_changed();  // what was to be stopped cannot be stopped twice
    bridge_.session().stop();
}

void sweep_control::set_starting(bool on) {
    if (starting_ == on) return;
    starting_ = on;
    Q_EMIT busy_changed();
}

}  // namespace sweeplab
