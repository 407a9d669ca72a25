// What the Advice page says of one run, worked out before it is shown. Pure; any thread.
#pragma once

#include <memory>
#include <vector>

#include "engine/advice/run_analysis.h"
#include "widgets/advice/cost_words.h"
#include "widgets/advice/rate_presets.h"

namespace sweeplab {

struct advice_sheet {
    analysis_request asked;
    std::shared_ptr<const run_analysis> analysis;  // its advice may be for another objective
    advice_report advice;                          // for the one asked for
    bool limited = false;                          // the plan has limits, and `analysis->rates` are against them
    std::vector<rate_safety> looks;                // for each preset, in their order; empty where the run has no requests
    cost_words costs;
};

advice_sheet make_advice_sheet(const run_record& run, const analysis_request& request,
                               const std::vector<rate_preset>& presets);
// For another objective, deadline or latency target only: as quick as that. `before` is of the same run.
advice_sheet ask_again(const run_record& run, const analysis_request& request, const advice_sheet& before);

}  // namespace sweeplab
