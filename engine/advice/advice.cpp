#include "engine/advice/advice.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/advice/advice_objectives.h"
#include "engine/advice/advice_words.h"
#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

bool stands_on_baseline(objective which) {
    return which == objective::efficient || which == objective::well_used || which == objective::next_worker_pays;
}

// What counts from a wrong baseline is not advised at all, the rest with a word of it.
objective_advice answer_with_care(objective which, const advice_input& input, const candidate_set& set, bool wrong) {
    auto advice = answer(which, input, set);
    if (!wrong) return advice;
    if (!stands_on_baseline(which)) {
        advice.reason += " The baseline is wrong: efficiency and speedup say nothing here.";
        return advice;
    }
    objective_advice refused;
    refused.which = which;
    refused.reason = fmt::format("Not given: the time at {}, which it is counted from, is wrong.",
                                 workers_in_words(set.baseline_workers));
    return refused;
}

std::string nothing_in_words(const advice_input& input) {
    if (input.as_run && !input.as_run->not_predictable.empty())
        return "No trial counts, and nothing can be predicted: " + input.as_run->not_predictable + ".";
    return "No worker count has a time, measured or predicted.";
}

}  // namespace

advice_report make_advice(const advice_input& input) {
    advice_report report;
    auto set = gather_candidates(input);
    report.usable_workers = set.width.workers;
    report.cap = set.width.cap;
    report.noise_known = set.noise_known;
    report.warnings = set.remarks;
    report.chosen.which = input.asked;
    if (set.all.empty()) {
        report.chosen.reason = nothing_in_words(input);
        report.actions.push_back("Measure 1 worker and some more counts, for example 1, 2, 4 and 8.");
        return report;
    }
    const auto wrong = find_wrong_baseline(input, set);
    report.wrong_baseline = !wrong.empty();
    report.warnings.insert(report.warnings.end(), wrong.begin(), wrong.end());
    const auto ask = [&](objective which) { return answer_with_care(which, input, set, report.wrong_baseline); };
    report.chosen = ask(input.asked);
    for (const auto which : all_objectives())
        if (can_be_asked(which, input)) report.objectives.push_back(ask(which));
    report.moods = {{"development", ask(objective::well_used)},
                    {"batches", ask(objective::fewest_within_15)},
                    {"urgency", ask(objective::fewest_near_best)}};
    report.not_worth = dismiss_others(input, set, report.chosen);
    report.actions = actions_for(input, set, report.chosen);
    if (report.wrong_baseline)
        report.actions.insert(
            report.actions.begin(),
            fmt::format("Measure {} again, with at least 3 repeats, before efficiency or speedup is looked at.",
                        workers_in_words(set.baseline_workers)));
    report.candidates = std::move(set.all);
    return report;
}

}  // namespace sweeplab
