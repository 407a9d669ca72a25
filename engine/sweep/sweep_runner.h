// Carries out a plan's trials one after the other on the trial loop: warm-up, order, retries, time
// limits, stop. Knows no database: a sink takes what is measured.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/run_event.h"
#include "engine/sweep/schedule.h"
#include "engine/sweep/trial_watch.h"
#include "engine/workload/workload.h"

namespace sweeplab {

// What an automatic sweep measures next.
struct next_count {
    std::optional<int> workers;  // absent: it ends
    std::string why;             // a sentence
};

// Where measured things go. Called on the loop's thread; what is called during a trial only queues.
class sweep_sink {
public:
    virtual ~sweep_sink() = default;
    // Before the timed part; fills summary.id. An error ends the sweep (the store failed).
    virtual result<void> trial_begins(trial& summary) = 0;
    virtual void attempt_started(const job_ticket& ticket, std::int64_t at_ns) = 0;
    virtual void attempt_ended(attempt span, bool final) = 0;
    // Of a load with a scaling policy; the trial's summary holds them, too.
    virtual void scaling_decided(const scaling_decision&) {}
    // Of a soak; the trial's summary does not hold them.
    virtual void soak_sampled(soak_sample) {}
    // Before the first trial of a stage after the first: what was measured until now is all recorded. An error ends the
    // sweep.
    virtual result<void> stage_begins(int /*stage*/) { return {}; }
    // Of a sweep that chooses its counts itself, between two trials: what was measured until now is all recorded. An error
    // ends the sweep.
    virtual result<next_count> choose_next() { return next_count{}; }
    // After the timed part, with the samples in `summary`. `comes_again`: it was discarded and is done again next. An
    // error ends the sweep.
    virtual result<void> trial_ended(const trial& summary, std::vector<worker_interval> intervals, bool comes_again) = 0;
};

struct sweep_outcome {
    run_state state = run_state::complete;
    std::string message;  // why it failed or was cancelled, or why an automatic sweep ended
    int trials_failed = 0;
    int trials_left_out = 0;   // further repeats that turned out not to be needed
    int trials_discarded = 0;  // counted ones that the machine slept through, also the second time
};

class sweep_runner {
public:
    // `to_do` is schedule_of(work.sweep), or what of it is missing when a run is resumed; an automatic sweep goes on with
    // what its sink chooses. `items` and `sink`
    // outlive the runner.
    sweep_runner(const plan& work, const item_list& items, std::vector<planned_trial> to_do,
                 workload_environment environment, sweep_sink& sink,
                 trial_instruments instruments = make_trial_instruments());
    ~sweep_runner();

    // Trials of an earlier part of the same run, for the rule that ends adaptive repeats and the numbers of further ones.
    // Before run().
    void know(const std::vector<trial>& earlier);
    // Asks the workload whether it can run at all (endpoint reachable, command found); nothing is recorded.
    // Runs the loop until the answer is there or stop() is called. Call once, before run().
    result<void> check();
    bool simulated() const;  // after check()
    // Runs the loop until all is done or stopped. On the thread that owns environment.loop.
    sweep_outcome run();
    // Any thread, any number of times: running jobs are cancelled, the trial is kept as cancelled.
    void stop();

private:
    class machinery;
    std::unique_ptr<machinery> machinery_;
};

}  // namespace sweeplab
