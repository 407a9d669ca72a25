// What the Advice page says of one run, worked out before it is shown. Pure; any thread.
#pragma once

#include <vector>

#include "widgets/advice/cost_words.h"
#include "widgets/advice/rate_presets.h"

namespace sweeplab {

struct advice_sheet {
    analysis_request asked;
    run_analysis analysis;
    bool limited = false;            // the plan has limits, and `analysis.rates` are against them
    std::vector<rate_safety> looks;  // for each preset, in their order; empty where the run has no requests
    cost_words costs;
};

advice_sheet make_advice_sheet(const run_record& run, const analysis_request& request,
                               const std::vector<rate_preset>& presets);

}  // namespace sweeplab
