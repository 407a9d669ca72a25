#include "widgets/advice/advice_sheet.h"

#include <algorithm>

namespace sweeplab {
namespace {

// What follows from the worker count that is advised.
void add_what_follows(const run_record& run, const advice_surroundings& around, advice_sheet& sheet) {
    const auto& curve = sheet.analysis->curve;
    const auto& chosen = sheet.advice.chosen;
    sheet.costs = describe_costs(run, profile_now(run.host, around.hosts), curve, chosen);
    sheet.basis = make_cost_basis({&run, &curve}, chosen, around.ticked, around.hosts);
    sheet.what_if.reset();
    sheet.no_what_if.clear();
    auto asked = what_if_of(run, *sheet.analysis, chosen.workers);
    if (asked) sheet.what_if = std::move(*asked);
    else if (std::ranges::any_of(run.items, [](const item& one) { return !one.depends_on.empty(); }))
        sheet.no_what_if = asked.error();
}

}  // namespace

advice_sheet make_advice_sheet(const run_record& run, const analysis_request& request,
                               const std::vector<rate_preset>& presets, const advice_surroundings& around) {
    advice_sheet sheet;
    sheet.asked = request;
    sheet.analysis = std::make_shared<const run_analysis>(analyze_run(run, request));
    sheet.advice = sheet.analysis->advice;
    const auto& own = sheet.analysis->rates.tier;
    sheet.limited = own.requests_per_minute || own.tokens_per_minute;
    // The starts of a program are no requests.
    if (run.summary.kind == "llm")
        for (const auto& preset : presets) sheet.looks.push_back(make_rate_safety(run, preset.tier));
    add_what_follows(run, around, sheet);
    return sheet;
}

advice_sheet ask_again(const run_record& run, const analysis_request& request, const advice_sheet& before,
                       const advice_surroundings& around) {
    advice_sheet sheet = before;
    sheet.asked = request;
    sheet.advice = advise_again(run, request, *sheet.analysis);
    add_what_follows(run, around, sheet);
    return sheet;
}

}  // namespace sweeplab
