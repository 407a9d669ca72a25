// One trial: the dispatcher on one side, the workload on the other, what was measured to the sink.
// On the loop's thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "engine/dispatch/dispatcher.h"
#include "engine/sweep/load_keeper.h"
#include "engine/sweep/service_memory.h"
#include "engine/sweep/soak_keeper.h"
#include "engine/sweep/sweep_runner.h"

namespace sweeplab {

struct trial_end {
    trial summary;  // as it is to be stored
    std::vector<worker_interval> intervals;
    bool ends_sweep = false;  // no further trial would fare better
};

class trial_run final : private job_runner, private dispatch_observer, private job_listener {
public:
    struct surroundings {
        const plan& work;
        const item_list& items;
        workload& jobs;
        event_loop& loop;
        rate_limiter& limiter;
        sweep_sink& sink;
        service_memory& services;             // read for longest-first, and added to
        soak_instruments* soaking = nullptr;  // of a soak
    };

    trial_run(surroundings around, trial summary);
    ~trial_run() override;

    // Begins the timed part; `done` is called once, from the loop.
    void start(std::function<void(trial_end)> done);
    instant began() const { return began_; }  // after start()
    // By the user: the trial ends as cancelled. Idempotent.
    void stop();

private:
    void start(const job_ticket& ticket) override;
    void cancel(const job_ticket& ticket) override;
    void on_job_ended(const job_ticket& ticket, job_outcome outcome) override;
    void on_attempt_started(const job_ticket& ticket, instant at) override;
    void on_attempt_ended(const job_ticket& ticket, const job_verdict& verdict, const dispatch_times& times,
                          bool final) override;
    void on_finished() override;

    void time_limit_passed();
    void keep_load(const open_load& load);
    void keep_soak();
    void put_planned_times(attempt& span) const;
    void conclude();
    std::string failures_in_words(int failed) const;
    std::int64_t since_began(instant t) const { return (t - began_).count(); }

    surroundings around_;
    trial summary_;
    std::vector<load_arrival> arrivals_;  // of an open loop, by item; else empty
    std::unique_ptr<dispatcher> dispatcher_;
    std::unique_ptr<load_keeper> keeper_;  // of an open loop
    std::unique_ptr<soak_keeper> soak_;
    std::function<void(trial_end)> done_;
    instant began_{};
    timer_id time_limit_ = timer_id::none;
    attempt* ended_span_ = nullptr;  // what on_job_ended() is handing to the dispatcher
    std::string fatal_message_;
    std::string given_up_;  // why an open loop or a soak was ended early
    // Why items finally failed, and how many did so; kept short, for a sentence.
    std::map<std::string, int> failure_reasons_;
    bool timed_out_ = false;
    bool stopped_ = false;
    // Sums over the items that succeeded; a sum is void once one item lacks its part.
    class sums;
    std::unique_ptr<sums> sums_;
};

}  // namespace sweeplab
