#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/scaling.h"
#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

// What was observed of each thing (an item, or the trial as a whole) at each worker count.
using observations = std::map<int, std::map<int, std::set<std::int64_t>>>;  // workers -> thing -> values

struct comparison {
    int compared = 0;           // things with a value at the baseline and at another worker count
    int differ_in_repeats = 0;  // of those with a value: the repeats at one worker count differ already
    int baseline = 0;
    int worst_workers = 0;  // where most things differ
    int worst_differ = 0;
    int worst_compared = 0;
};

comparison compare(const observations& seen) {
    comparison outcome;
    if (seen.size() < 2) return outcome;
    const auto& [baseline, at_baseline] = *seen.begin();
    outcome.baseline = baseline;
    std::set<int> compared, unsteady;
    for (const auto& [workers, things] : seen) {
        int differ = 0, common = 0;
        for (const auto& [thing, values] : things) {
            if (values.size() > 1) unsteady.insert(thing);
            const auto reference = at_baseline.find(thing);
            if (workers == baseline || reference == at_baseline.end()) continue;
            compared.insert(thing);
            ++common;
            if (values != reference->second || values.size() > 1) ++differ;
        }
        if (differ <= outcome.worst_differ) continue;
        outcome.worst_workers = workers;
        outcome.worst_differ = differ;
        outcome.worst_compared = common;
    }
    outcome.compared = static_cast<int>(compared.size());
    outcome.differ_in_repeats = static_cast<int>(unsteady.size());
    return outcome;
}

bool is_looked_at(const trial& value) { return value.state == trial_state::complete && !value.warm_up; }

observations observe_items(const run_record& run, measure which) {
    observations seen;
    for (const auto& one : run.trials) {
        if (!is_looked_at(one)) continue;
        for (const auto& span : one.attempts)
            if (const auto value = span.measured.get(which); value && span.state == attempt_state::succeeded)
                seen[one.workers][span.item].insert(*value);
    }
    return seen;
}

// Imported trials know only how many results there were altogether.
observations observe_trials(const run_record& run) {
    observations seen;
    for (const auto& one : run.trials)
        if (is_looked_at(one) && one.failed == 0 && one.result_count) seen[one.workers][0].insert(*one.result_count);
    return seen;
}

std::string at_workers(const comparison& outcome) {
    return fmt::format("at {} than at {}", workers_in_words(outcome.worst_workers), outcome.baseline);
}

std::string repeats_too(const comparison& outcome) {
    return outcome.differ_in_repeats > 0 ? " Repeats at one and the same worker count differ as well." : "";
}

result_agreement judge_items(const comparison& outcome, std::string_view what) {
    using verdict = result_agreement::verdict;
    if (outcome.worst_differ == 0)
        return {verdict::agree,
                outcome.compared == 1
                    ? fmt::format("The item gives the same {} at every worker count.", what)
                    : fmt::format("All {} items give the same {} at every worker count.", outcome.compared, what)};
    return {verdict::differ,
            fmt::format("Results differ: {} of {} give{} another {} {}.{}", outcome.worst_differ,
                        counted(outcome.worst_compared, "item", "items"), outcome.worst_differ == 1 ? "s" : "", what,
                        at_workers(outcome), repeats_too(outcome))};
}

std::string results_at(const observations& seen, int workers) {
    const auto& values = seen.at(workers).at(0);
    if (values.size() == 1) return fmt::format("{}", *values.begin());
    return fmt::format("{} to {}", *values.begin(), *values.rbegin());
}

result_agreement judge_trials(const comparison& outcome, const observations& seen) {
    using verdict = result_agreement::verdict;
    if (outcome.worst_differ == 0)
        return {verdict::agree, fmt::format("Every worker count gives {} results.", results_at(seen, outcome.baseline))};
    return {verdict::differ, fmt::format("Results differ: {} results at {}, {} at {}.{}",
                                         results_at(seen, outcome.worst_workers), workers_in_words(outcome.worst_workers),
                                         results_at(seen, outcome.baseline), outcome.baseline, repeats_too(outcome))};
}

}  // namespace

result_agreement check_results_agree(const run_record& run) {
    const auto digests = compare(observe_items(run, measure::result_digest));
    const auto counts = compare(observe_items(run, measure::result_count));
    if (digests.compared > 0 && digests.worst_differ == 0) return judge_items(digests, "result");
    // Where a count is asked for, equal counts are agreement though the wording of answers varies (METHODS.md §6).
    if (counts.compared > 0) return judge_items(counts, "number of results");
    if (digests.compared > 0) return judge_items(digests, "answer");
    const auto totals = observe_trials(run);
    const auto whole = compare(totals);
    if (whole.compared > 0) return judge_trials(whole, totals);
    return {};
}

}  // namespace sweeplab
