// What the Advice page says of one run, worked out before it is shown. Pure; any thread.
#pragma once

#include <memory>
#include <vector>

#include "engine/advice/run_analysis.h"
#include "engine/advice/run_what_if.h"
#include "widgets/advice/cost_basis.h"
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
    cost_basis basis;
    std::optional<run_what_if> what_if;
    std::string no_what_if;  // why there is none, of a run whose items wait for each other; else empty
};

// What a run is held against: runs of the same work on other machines, and the machines as they are known now.
struct advice_surroundings {
    std::vector<priced_run> ticked;
    std::vector<host_profile> hosts;
};

advice_sheet make_advice_sheet(const run_record& run, const analysis_request& request,
                               const std::vector<rate_preset>& presets, const advice_surroundings& around = {});
// For another objective, deadline or latency target, or among others, only: as quick as that. `before` is of the same run.
advice_sheet ask_again(const run_record& run, const analysis_request& request, const advice_sheet& before,
                       const advice_surroundings& around = {});

}  // namespace sweeplab
