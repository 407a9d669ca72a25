// Two sweeps measured in turn, a round of one repeat of each at a time, in the order A B B A: what drifts in the meantime
// (heat, other programs) falls on both alike (METHODS.md §4). Each round carries on its run, so that at the end there are
// two runs with all their repeats, and a stop leaves two that can be resumed.
#pragma once

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "engine/session/engine_session.h"
#include "engine/session/interleaved_events.h"
#include "engine/session/running_job.h"

namespace sweeplab {

// Refused: sweeps that decide on the way what they measure, and sweeps of unlike worker counts or repeats.
result<void> check_interleaved(const sweep_spec& a, const sweep_spec& b);

// The name says which of the two it is ("build (A)"), and the notes how it was measured.
run_request as_side(run_request request, char label);

class interleaved_job final : public running_job {
public:
    // Of a round, whose job tells its events to the hub that it is given.
    using job_maker = std::function<std::unique_ptr<running_job>(sweep_task, event_hub&, running_job::ended_callback)>;
    using done_callback = std::function<void(interleaved_outcome)>;

    // `to_do` of both tasks is the whole schedule, or what is missing of it. `done` comes after `ended`, on the job's
    // thread.
    interleaved_job(sweep_task a, sweep_task b, event_hub& hub, job_maker make_job, ended_callback ended,
                    done_callback done);
    ~interleaved_job() override;  // stops and joins

    result<run_id> wait_until_begun() override;  // with the run that came first: A, unless both are carried on
    void stop() override;

private:
    struct side {
        sweep_task task;
        run_id run;
    };

    void work();
    // A round, or the check before the first. What ended it early; nothing when it is complete.
    std::optional<interleaved_outcome> carry_out(side& one, sweep_task task);
    sweep_task task_of_round(const side& one, int round) const;

    side a_;
    side b_;
    monotonic_clock time_;
    interleaved_events events_;
    job_maker make_job_;
    ended_callback ended_;
    done_callback done_;
    std::promise<result<run_id>> begun_;
    bool begun_told_ = false;  // on the job's thread
    error fault_;              // why a round could not begin
    std::mutex mutex_;         // guards what follows
    std::condition_variable changed_;
    running_job* current_ = nullptr;
    bool stop_wanted_ = false;
    std::optional<run_state> round_state_;
    std::thread thread_;
};

}  // namespace sweeplab
