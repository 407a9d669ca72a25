// What a sweep asks of what it has measured so far, between two trials: the prediction of what comes next, kept before
// it is measured, and the worker count that an automatic sweep measures next. On the trial loop's thread.
#pragma once

#include "engine/advice/auto_sweep.h"
#include "engine/session/event_hub.h"
#include "engine/store/run_store.h"
#include "engine/sweep/sweep_runner.h"

namespace sweeplab {

class sweep_adviser {
public:
    sweep_adviser(run_store& store, event_hub& hub, run_id run, const plan& work)
        : store_(store), hub_(hub), run_(run), work_(work) {}

    // Predicts the counts of a later stage, unless that was done before the run was interrupted.
    result<void> predict_stage();
    // Chooses, predicts the count when it is new, and writes down that it is to be measured.
    result<next_count> choose_next();

private:
    result<run_record> measured_so_far();
    result<void> predict(const run_record& record, const std::vector<int>& counts, std::optional<int> middle);
    void tell(run_message::level level, std::string words);

    run_store& store_;
    event_hub& hub_;
    run_id run_;
    const plan& work_;
};

}  // namespace sweeplab
