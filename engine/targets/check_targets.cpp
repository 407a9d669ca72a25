#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/uncounted.h"
#include "engine/analysis/words.h"
#include "engine/comparison/differences.h"
#include "engine/targets/change.h"
#include "engine/targets/target_words.h"
#include "engine/targets/targets.h"

namespace sweeplab {
namespace {

bool wants_less(target_rule rule) {
    return rule == target_rule::below || rule == target_rule::at_most || rule == target_rule::below_baseline;
}

// The number that the value is held against; of a change that is to be less, a limit of 30 % below is −30.
double limit_of(const target& asked) {
    if (asked.rule == target_rule::share_below) return asked.at_least_pct;
    return asked.rule == target_rule::below_baseline ? -asked.limit : asked.limit;
}

bool keeps(const target& asked, double value) {
    const double limit = limit_of(asked);
    if (asked.rule == target_rule::below) return value < limit;
    if (asked.rule == target_rule::above) return value > limit;
    return wants_less(asked.rule) ? value <= limit : value >= limit;
}

class checker {
public:
    checker(const target& asked, const run_facts& run, const run_facts* baseline)
        : asked_(asked), figure_(*find_target_figure(asked.metric)), run_(run), baseline_(baseline) {}

    target_result check() {
        const auto counts = asked_.workers ? std::vector<int>{*asked_.workers} : measured_counts();
        if (counts.empty()) return pending_result("no trial of the run counts");
        if (asks_for_a_baseline(asked_) && !baseline_)
            return pending_result("there is no baseline: star a run of this host and workload, or name one");
        std::vector<target_result> all;
        for (const int workers : counts) all.push_back(check_at(workers));
        return nearest_to_failing(std::move(all));
    }

private:
    // Where no trial was carried out to its end, those that were tried.
    std::vector<int> measured_counts() const {
        if (!run_.worker_counts().empty()) return run_.worker_counts();
        std::set<int> tried;
        for (const auto& one : run_.run().trials)
            if (!one.warm_up) tried.insert(one.workers);
        return {tried.begin(), tried.end()};
    }

    target_result pending_result(std::string why) const {
        target_result result;
        result.asked = asked_;
        result.why_pending = std::move(why);
        return result;
    }

    reading_question question(int workers) const {
        return {asked_.which, workers, asked_.limit, asked_.over_h, asked_.series};
    }

    // Where every trial at a worker count failed, and none is to come, there is no data to wait for.
    target_result failed_if_all_did(target_result result) const {
        if (run_.run().summary.state == run_state::running) return result;
        std::vector<const trial*> failed;
        for (const auto& one : run_.run().trials) {
            if (one.workers != *result.workers || one.warm_up) continue;
            if (one.counts()) return result;
            if (one.state == trial_state::failed || one.failed > 0) failed.push_back(&one);
        }
        if (failed.empty() || run_.is_soak()) return result;
        result.state = target_state::fail;
        result.why_pending = "no trial at this worker count counts: " + describe_uncounted(failed);
        return result;
    }

    target_result check_at(int workers) const {
        auto result = pending_result({});
        result.workers = workers;
        if (asks_for_a_baseline(asked_)) {
            const auto change = change_of(figure_, question(workers), run_, *baseline_);
            result.value = change.percent;
            result.lo = change.lo;
            result.hi = change.hi;
            result.run_value = change.here.value;
            result.baseline_value = change.baseline.value;
            result.why_pending = change.why_pending;
            result.basis = change.here.basis;
        } else {
            const auto here = figure_.read(run_, question(workers));
            result.value = here.value;
            result.lo = here.lo;
            result.hi = here.hi;
            result.why_pending = here.why_pending;
            result.basis = here.basis;
        }
        if (!result.value) return failed_if_all_did(std::move(result));
        const double limit = limit_of(asked_);
        result.margin = wants_less(asked_.rule) ? limit - *result.value : *result.value - limit;
        result.state = keeps(asked_, *result.value) ? target_state::pass : target_state::fail;
        result.within_uncertainty = result.lo && result.hi && *result.lo <= limit && limit <= *result.hi;
        return result;
    }

    // One that fails says that the target fails; one without data leaves it open.
    static target_result nearest_to_failing(std::vector<target_result> all) {
        const auto rank = [](const target_result& one) {
            return one.state == target_state::fail ? 0 : one.state == target_state::pending ? 1 : 2;
        };
        const auto worst = std::min_element(all.begin(), all.end(), [&](const auto& a, const auto& b) {
            if (rank(a) != rank(b)) return rank(a) < rank(b);
            return a.margin.value_or(0) < b.margin.value_or(0);
        });
        auto result = std::move(*worst);
        if (result.state == target_state::pending && all.size() > 1 && result.workers)
            result.why_pending = workers_in_words(*result.workers) + ": " + result.why_pending;
        return result;
    }

    const target& asked_;
    const target_figure& figure_;
    const run_facts& run_;
    const run_facts* baseline_;
};

std::vector<std::string> warnings_of(const run_facts& run, const run_facts* baseline) {
    std::vector<std::string> warnings;
    for (const auto* facts : {&run, baseline}) {
        if (!facts) continue;
        for (const auto* points : {&facts->curve().points, &facts->curve().empty_points})
            for (const auto& point : *points)
                if (point.trials_not_counted > 0)
                    warnings.push_back(fmt::format("{}, {}, not counted: {}", name_of(facts->run()),
                                                   workers_in_words(point.workers), point.why_not_counted));
    }
    if (!baseline) return warnings;
    for (const auto& why : find_differences(run.run(), baseline->run()).unlike)
        warnings.push_back("The baseline did other work: " + why + ". What is held against it says little.");
    return warnings;
}

}  // namespace

int target_report::count(target_state state) const {
    return static_cast<int>(
        std::count_if(results.begin(), results.end(), [&](const auto& one) { return one.state == state; }));
}

target_report check_targets(const target_set& set, const run_record& run, const run_record* baseline) {
    target_report report;
    report.set = set;
    report.run_name = name_of(run);
    report.simulated = run.summary.simulated;
    report.currency = run.currency;
    if (baseline) report.baseline_name = name_of(*baseline);
    const run_facts facts(run);
    const auto baseline_facts = baseline ? std::make_unique<run_facts>(*baseline) : nullptr;
    report.warnings = warnings_of(facts, baseline_facts.get());
    for (const auto& asked : set.targets) {
        report.results.push_back(checker(asked, facts, baseline_facts.get()).check());
        put_words(report.results.back(), run.currency);
    }
    return report;
}

}  // namespace sweeplab
