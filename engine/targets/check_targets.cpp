#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "engine/analysis/statistics.h"
#include "engine/analysis/words.h"
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

log_group group_of(const std::vector<double>& values) {
    const bool positive = std::all_of(values.begin(), values.end(), [](double value) { return value > 0; });
    return positive ? make_log_group(values) : log_group{};
}

class checker {
public:
    checker(const target& asked, const run_facts& run, const run_facts* baseline)
        : asked_(asked), figure_(*find_target_figure(asked.metric)), run_(run), baseline_(baseline) {}

    target_result check() {
        const auto counts = asked_.workers ? std::vector<int>{*asked_.workers} : run_.worker_counts();
        if (counts.empty()) return pending_result("no trial of the run counts");
        if (asks_for_a_baseline(asked_) && !baseline_)
            return pending_result("there is no baseline: star a run of this host and workload, or name one");
        std::vector<target_result> all;
        for (const int workers : counts) all.push_back(check_at(workers));
        return nearest_to_failing(std::move(all));
    }

private:
    target_result pending_result(std::string why) const {
        target_result result;
        result.asked = asked_;
        result.why_pending = std::move(why);
        return result;
    }

    reading read(const run_facts& facts, int workers) const {
        return figure_.read(facts, {asked_.which, workers, asked_.limit, asked_.over_h});
    }

    target_result check_at(int workers) const {
        const auto here = read(run_, workers);
        auto result = pending_result(here.why_pending);
        result.workers = workers;
        if (!here.value) return result;
        if (asks_for_a_baseline(asked_)) {
            if (!add_change(here, workers, result)) return result;
        } else {
            result.value = here.value;
            result.lo = here.lo;
            result.hi = here.hi;
        }
        const double limit = limit_of(asked_);
        result.margin = wants_less(asked_.rule) ? limit - *result.value : *result.value - limit;
        result.state = keeps(asked_, *result.value) ? target_state::pass : target_state::fail;
        result.within_uncertainty = result.lo && result.hi && *result.lo <= limit && limit <= *result.hi;
        return result;
    }

    // The change in percent; where both have numbers of their trials, of their geometric means with the interval of
    // METHODS.md §4, the variance pooled over the worker counts of both.
    bool add_change(const reading& here, int workers, target_result& result) const {
        const auto there = read(*baseline_, workers);
        if (!there.value || *there.value <= 0) {
            result.why_pending = there.value ? "the baseline's value is 0" : "of the baseline: " + there.why_pending;
            return false;
        }
        result.run_value = here.value;
        result.baseline_value = there.value;
        const auto above = group_of(here.per_trial);
        const auto below = group_of(there.per_trial);
        value_interval ratio{*here.value / *there.value, std::nullopt, std::nullopt};
        if (above.count > 0 && below.count > 0) ratio = ratio_of_means(above, below, spread());
        const auto in_percent = [](double factor) { return (factor - 1) * 100; };
        result.value = in_percent(ratio.value);
        if (ratio.lo) result.lo = in_percent(*ratio.lo);
        if (ratio.hi) result.hi = in_percent(*ratio.hi);
        return true;
    }

    log_spread spread() const {
        std::vector<log_group> groups;
        for (const auto* facts : {&run_, baseline_})
            for (const int workers : facts->worker_counts()) {
                const auto group = group_of(read(*facts, workers).per_trial);
                if (group.count > 0) groups.push_back(group);
            }
        return pool(groups);
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

}  // namespace

int target_report::count(target_state state) const {
    return static_cast<int>(
        std::count_if(results.begin(), results.end(), [&](const auto& one) { return one.state == state; }));
}

target_report check_targets(const target_set& set, const run_record& run, const run_record* baseline) {
    target_report report;
    report.set = set;
    report.run_name = run.summary.name;
    report.simulated = run.summary.simulated;
    if (baseline) report.baseline_name = baseline->summary.name;
    const run_facts facts(run);
    const auto baseline_facts = baseline ? std::make_unique<run_facts>(*baseline) : nullptr;
    for (const auto& asked : set.targets) {
        report.results.push_back(checker(asked, facts, baseline_facts.get()).check());
        put_words(report.results.back(), run.currency);
    }
    return report;
}

}  // namespace sweeplab
