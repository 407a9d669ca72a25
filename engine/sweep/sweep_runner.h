// Carries out a plan's trials one after the other on the trial loop: warm-up, order, retries, time
// limits, stop. Knows no database: a sink takes what is measured.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

#include "engine/model/run_event.h"
#include "engine/workload/workload.h"

namespace sweeplab {

struct planned_trial {
    int workers = 1;
    int repeat = 1;
    bool warm_up = false;
    int position = 0;
    std::uint64_t seed = 0;
    bool operator==(const planned_trial&) const = default;
};

// The order of trials: all repeats ascending, or every worker count once a round, each round shuffled.
std::vector<planned_trial> schedule_of(const sweep_spec& sweep);

// Where measured things go. Called on the loop's thread, between time stamps: only queue here.
class sweep_sink {
public:
    virtual ~sweep_sink() = default;
    // Returns false when the sweep must end (the store failed); says why through `reason`.
    virtual bool trial_begins(trial& summary, std::string& reason) = 0;   // fills summary.id
    virtual void attempt_started(const job_ticket& ticket, std::int64_t at_ns) = 0;
    virtual void attempt_ended(attempt span, bool final) = 0;
    virtual bool trial_ended(const trial& summary, std::vector<worker_interval> intervals, std::string& reason) = 0;
    virtual void message(run_message::level severity, std::string text) = 0;
};

struct sweep_outcome {
    run_state state = run_state::complete;
    std::string message;
    int trials_failed = 0;
};

class sweep_runner {
public:
    // `to_do` is schedule_of(plan.sweep), or what of it is missing when a run is resumed.
    sweep_runner(const plan& work, const item_list& items, std::vector<planned_trial> to_do,
                 workload_environment environment, sweep_sink& sink);
    ~sweep_runner();

    // Runs the loop until all is done or stopped. On the thread that owns environment.loop.
    sweep_outcome run();
    // Any thread, any number of times: running jobs are cancelled, the trial is kept as cancelled.
    void stop();

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace sweeplab
