// An automatic sweep: which worker count to measure next, until the recommendation stops moving or a budget is used up.
// Everything is read from the run as it stands, so that a sweep that was interrupted goes on as if it had not been.
// Pure; any thread; takes up to a second on a run of 10,000 items.
#pragma once

#include <optional>
#include <string>

#include "engine/advice/advice.h"
#include "engine/model/plan.h"
#include "engine/model/run.h"

namespace sweeplab {

enum class auto_end {
    goes_on,
    settled,  // the recommendation stopped moving
    budget,   // trials, minutes or money
    stuck     // nothing can be advised: trials fail, costs are not known, nothing meets the objective
};

struct auto_step {
    std::optional<int> workers;  // to measure next; absent: it ends
    auto_end end = auto_end::goes_on;
    std::string why;                   // a sentence: what this trial is for, or why the sweep ends
    std::optional<double> expected_s;  // of the trial, where it can be told
};

// `work` has sweep.automatic; `run` its trials until now with their attempts and intervals.
auto_step next_auto_step(const run_record& run, const plan& work);

}  // namespace sweeplab
