// Everything that can be said of one run at once: its curve, losses, bounds, laws, predictions, how near it came to
// rate limits, and the worker count to use. What a run says too little for is absent, with the reason. Pure; any
// thread. METHODS.md §2, §3, §6.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/advice/advice.h"
#include "engine/advice/rate_safety.h"
#include "engine/analysis/latency.h"
#include "engine/analysis/loss_report.h"
#include "engine/analysis/phase_report.h"
#include "engine/analysis/scaling.h"
#include "engine/analysis/soak_report.h"
#include "engine/laws/law_fit.h"
#include "engine/prediction/run_bounds.h"

namespace sweeplab {

struct analysis_request {
    objective asked = objective::fewest_near_best;
    std::optional<double> deadline_s;        // of cheapest_by_deadline
    std::optional<double> latency_target_s;  // of throughput_within_latency
    std::optional<rate_tier> tier;           // absent: the limits of the run's plan
    std::optional<int> items;                // of each trial, for a run that does not say; at least 1
};

struct run_analysis {
    scaling_curve curve;
    result_agreement agreement;
    loss_report losses;  // may be empty
    latency_report latency;
    phase_report phases;  // of an open loop, which has none of what follows
    soak_report soak;     // of a soak, which has none either
    run_bounds bounds;
    law_fits laws;
    std::vector<prediction> predictions;     // stored before what they predict was measured; scored
    std::optional<curve_prediction> replay;  // in the order carried out; made now, from trials that it is compared with
    std::optional<curve_prediction> longest_first;
    std::string rate_source;           // where the limits come from, in a sentence; empty when they were asked for
    rate_safety rates;                 // without points where requests are not known or not limited
    advice_report advice;              // for the objective asked for
    std::vector<std::string> missing;  // what is not there and why, in sentences
};

// Needs attempts and intervals; does with whole times alone what can be done with them.
run_analysis analyze_run(const run_record& run, const analysis_request& request = {});

// The advice alone, from what is known already: of what was asked only the objective, deadline and latency target may
// differ.
advice_report advise_again(const run_record& run, const analysis_request& request, const run_analysis& made);

// The advice of a run and nothing else: quick enough to be asked between two trials.
advice_report advise_run(const run_record& run, const analysis_request& request);

// "The measured times lie between what the work itself allows." Why there is no band, when there is none.
std::string describe_bounds(const run_bounds& bounds);

// {points: […], fits: {usl, amdahl, …}, bounds: {…}, recommendation: {objective, workers, range, reason, …},
//  rate_limit: […], predictions: […]}
json to_json(const run_analysis& analysis);

}  // namespace sweeplab
