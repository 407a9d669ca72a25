#include "widgets/advice/advice_sheet.h"

namespace sweeplab {

advice_sheet make_advice_sheet(const run_record& run, const analysis_request& request,
                               const std::vector<rate_preset>& presets) {
    advice_sheet sheet;
    sheet.asked = request;
    sheet.analysis = analyze_run(run, request);
    const auto& own = sheet.analysis.rates.tier;
    sheet.limited = own.requests_per_minute || own.tokens_per_minute;
    // The starts of a program are no requests.
    if (run.summary.kind == "llm")
        for (const auto& preset : presets) sheet.looks.push_back(make_rate_safety(run, preset.tier));
    sheet.costs = describe_costs(run, sheet.analysis);
    return sheet;
}

}  // namespace sweeplab
