// What a sweep measures goes here: to the store, and as events to whoever watches. Calls come on the
// trial loop's thread; during a trial they only queue.
#pragma once

#include <memory>

#include "engine/session/event_hub.h"
#include "engine/session/progress_meter.h"
#include "engine/session/sweep_adviser.h"
#include "engine/session/trial_auditor.h"
#include "engine/store/run_store.h"
#include "engine/sweep/sweep_runner.h"

namespace sweeplab {

class run_recorder final : public sweep_sink {
public:
    run_recorder(run_store& store, event_hub& hub, const clock& time, run_id run, const plan& work, int items,
                 progress_meter meter, trial_auditor auditor);

    result<void> trial_begins(trial& summary) override;
    void attempt_started(const job_ticket& ticket, std::int64_t at_ns) override;
    void attempt_ended(attempt span, bool final) override;
    void scaling_decided(const scaling_decision& decision) override;
    void soak_sampled(soak_sample sample) override;
    result<void> trial_ended(const trial& summary, std::vector<worker_interval> intervals, bool comes_again) override;

    // Predicts what this stage will measure, and keeps it before it is measured.
    result<void> stage_begins(int stage) override;
    result<next_count> choose_next() override;

    void emit_progress();

private:
    void tell(const run_event& event);  // the meter and all who watch

    run_store& store_;
    event_hub& hub_;
    const clock& time_;
    run_id run_;
    const plan& work_;
    int items_;
    progress_meter meter_;
    trial_auditor auditor_;
    sweep_adviser adviser_;
    trial_id trial_;
    std::unique_ptr<trial_recorder> recorder_;
};

}  // namespace sweeplab
