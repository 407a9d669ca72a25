// The side that carries out a sweep for another Sweeplab: tells it everything that the run gains, trial by trial, between
// the trials. remote_lines.h has the words.
#pragma once

#include <functional>

#include "engine/foundation/task_thread.h"
#include "engine/session/engine_session.h"
#include "engine/session/remote_lines.h"

namespace sweeplab {

class remote_worker final : private event_sink {
public:
    // `write` takes a line, on a thread of its own; false: nobody reads any more, which stops the sweep.
    remote_worker(engine_session& session, std::function<bool(const std::string&)> write);
    ~remote_worker() override;
    remote_worker(const remote_worker&) = delete;
    remote_worker& operator=(const remote_worker&) = delete;

    // Returns when the sweep has ended and all is told. An order that cannot be carried out is told to the other side, too.
    result<run_finished> carry_out(const remote_order& order);

private:
    void on_event(const run_event& event) override;
    void tell(remote_line line);
    void tell_run_state(run_id run);
    void tell_trial(const trial_id& id);

    engine_session& session_;
    std::function<bool(const std::string&)> write_;
    run_summary told_;  // what the other side knows of the run's counts
    std::size_t predictions_told_ = 0;
    std::mutex mutex_;
    std::condition_variable ended_;
    std::optional<run_finished> finished_;
    bool reader_gone_ = false;            // on the writing thread
    task_thread writer_{"remote-lines"};  // last: its thread uses the rest
};

}  // namespace sweeplab
