#include "widgets/advice/advice_sheet.h"

namespace sweeplab {

advice_sheet make_advice_sheet(const run_record& run, const analysis_request& request,
                               const std::vector<rate_preset>& presets) {
    advice_sheet sheet;
    sheet.asked = request;
    sheet.analysis = std::make_shared<const run_analysis>(analyze_run(run, request));
    sheet.advice = sheet.analysis->advice;
    const auto& own = sheet.analysis->rates.tier;
    sheet.limited = own.requests_per_minute || own.tokens_per_minute;
    // The starts of a program are no requests.
    if (run.summary.kind == "llm")
        for (const auto& preset : presets) sheet.looks.push_back(make_rate_safety(run, preset.tier));
    sheet.costs = describe_costs(run, sheet.analysis->curve, sheet.advice.chosen);
    return sheet;
}

advice_sheet ask_again(const run_record& run, const analysis_request& request, const advice_sheet& before) {
    advice_sheet sheet = before;
    sheet.asked = request;
    sheet.advice = advise_again(run, request, *sheet.analysis);
    sheet.costs = describe_costs(run, sheet.analysis->curve, sheet.advice.chosen);
    return sheet;
}

}  // namespace sweeplab
