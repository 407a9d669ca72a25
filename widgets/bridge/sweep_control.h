// Starts, stops and resumes the sweep for the window, and keeps what is known of it live. GUI thread.
#pragma once

#include <QObject>

#include "widgets/bridge/live_run.h"
#include "widgets/bridge/session_bridge.h"

namespace sweeplab {

class sweep_control final : public QObject {
    Q_OBJECT

public:
    explicit sweep_control(session_bridge& bridge, QObject* parent = nullptr);

    live_run& live() { return live_; }
    const live_state& state() const { return live_.state(); }
    // From the press of Run until the run has ended, of two in turn until both have.
    bool busy() const { return starting_ || in_turn_ || live_.state().busy(); }
    bool starting() const { return starting_; }

    void start(run_request request);
    // Two sweeps in turn; in_turn_ended() follows.
    void start_in_turn(run_request a, run_request b);
    void resume(run_id run);
    void resume_in_turn(run_id a, run_id b);
    void stop();

Q_SIGNALS:
    void busy_changed();  // or Stop was pressed
    void in_turn_ended(const sweeplab::interleaved_outcome& outcome);
    void refused(const QString& doing, const sweeplab::error& why);  // it could not be started

private:
    using both_ended = std::function<void(interleaved_outcome)>;

    void begin_in_turn(std::function<result<run_id>(engine_session&, both_ended)> how, const QString& doing);
    void begin(std::function<result<run_id>(engine_session&)> how, const QString& doing);
    void take_end(const interleaved_outcome& outcome);
    void set_starting(bool on);

    session_bridge& bridge_;
    live_run live_;
    bool starting_ = false;
    bool in_turn_ = false;
};

}  // namespace sweeplab
