#include "engine/session/plan_estimator.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/sweep/schedule.h"
#include "engine/workload/soak_load.h"

namespace sweeplab {
namespace {

struct known_times {
    std::map<int, double> seconds;  // mean makespan by worker count
    std::optional<double> cost;     // of one trial
    std::string currency;           // of the cost
    run_id from;
};

std::optional<known_times> times_of(const run_record& run) {
    std::map<int, std::pair<double, int>> sums;
    known_times known;
    for (const auto& one : run.trials) {
        if (!one.counts()) continue;
        auto& [sum, count] = sums[one.workers];
        sum += static_cast<double>(*one.time_ns) * 1e-9;
        ++count;
        if (one.cost) known.cost = one.cost;
    }
    if (sums.empty()) return std::nullopt;
    for (const auto& [workers, sum] : sums) known.seconds[workers] = sum.first / sum.second;
    known.currency = run.currency;
    known.from = run.summary.id;
    return known;
}

// A count that was not measured: ideal scaling from the nearest lower one (slower from a higher one), which
// is a lower bound, but never below the fastest time seen.
double time_at(const std::map<int, double>& seconds, int workers) {
    const auto at_least = seconds.lower_bound(workers);
    if (at_least != seconds.end() && at_least->first == workers) return at_least->second;
    if (at_least == seconds.begin()) return at_least->second * at_least->first / workers;
    const auto below = std::prev(at_least);
    const auto fastest =
        std::min_element(seconds.begin(), seconds.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return std::max(below->second * below->first / workers, fastest->second);
}

// A load that comes by itself takes as long as it is planned at every worker count; at those that were measured maybe
// longer, until the last answer.
double time_at(const std::map<int, double>& seconds, int workers, double planned_s) {
    const auto known = seconds.find(workers);
    return known == seconds.end() ? planned_s : std::max(planned_s, known->second);
}

std::optional<double> most_cost_of_trial(const plan& work, const item_list& items) {
    if (!work.prices) return std::nullopt;
    // How often a soak asks is known when it is over.
    if (dynamic_cast<const soak_load*>(work.workload.get())) return std::nullopt;
    double cost = 0;
    for (const auto& one : items) {
        const auto input = work.workload->expected_input_tokens(one);
        const auto output = work.workload->expected_output_tokens(one);
        cost += work.prices->per_request.value_or(0);
        if (work.prices->input_per_million) {
            if (!input) return std::nullopt;
            cost += static_cast<double>(*input) * *work.prices->input_per_million * 1e-6;
        }
        if (work.prices->output_per_million) {
            if (!output) return std::nullopt;
            cost += static_cast<double>(*output) * *work.prices->output_per_million * 1e-6;
        }
    }
    return cost;
}

// What a run of it will be kept in: jobs may say their own cost where the plan has no prices.
std::string currency_of(const plan& work) { return work.prices ? work.prices->currency : run_record{}.currency; }

std::optional<double> cost_of_trial(const known_times& known, const plan_estimate& estimate) {
    return known.currency == estimate.currency ? known.cost : std::nullopt;
}

// What it may come to at most, by its budgets: what it will measure nobody knows yet.
plan_estimate estimate_automatic(const plan& work, const item_list& items, const std::vector<run_record>& earlier) {
    const auto& rule = *work.sweep.automatic;
    plan_estimate estimate;
    estimate.trials = rule.trials + work.sweep.warm_up;
    estimate.jobs = static_cast<int>(static_cast<std::size_t>(estimate.trials) * items.size());
    estimate.currency = currency_of(work);
    if (rule.minutes) estimate.seconds = *rule.minutes * 60;
    auto a_trial = most_cost_of_trial(work, items);
    for (const auto& run : earlier)
        if (const auto known = times_of(run)) {
            // The longest trials are those at 1 worker.
            const double most = estimate.trials * time_at(known->seconds, 1);
            estimate.seconds = estimate.seconds ? std::min(*estimate.seconds, most) : most;
            if (const auto cost = cost_of_trial(*known, estimate)) a_trial = cost;
            break;
        }
    if (a_trial) estimate.cost = *a_trial * estimate.trials;
    if (rule.cost) estimate.cost = estimate.cost ? std::min(*estimate.cost, *rule.cost) : *rule.cost;
    estimate.at_most = true;
    estimate.basis = "ends as soon as the recommendation stands";
    return estimate;
}

}  // namespace

plan_estimate estimate_plan(const plan& work, const item_list& items, const std::vector<run_record>& earlier) {
    const auto schedule = schedule_of(work.sweep);
    plan_estimate estimate;
    if (work.sweep.automatic) return estimate_automatic(work, items, earlier);
    estimate.trials = static_cast<int>(schedule.size());
    for (const auto& planned : schedule)
        estimate.jobs += work.workload->items_at(planned.workers, static_cast<int>(items.size()));
    estimate.currency = currency_of(work);

    std::optional<known_times> known;
    for (const auto& run : earlier) {
        known = times_of(run);
        if (known) break;
    }
    if (const auto most = most_cost_of_trial(work, items)) estimate.cost = *most * estimate.trials;
    const auto planned_s = work.workload->planned_seconds();
    if (!known && planned_s) {
        estimate.seconds = *planned_s * estimate.trials;
        estimate.basis = estimate.cost ? "time at least, by the plan; cost at most, from the answers' token limit"
                                       : "at least, by the plan";
        return estimate;
    }
    if (!known) {
        estimate.basis = estimate.cost ? "cost at most, from the answers' token limit; time unknown until one trial has run"
                                       : "unknown until one trial has run";
        return estimate;
    }
    double seconds = 0;
    for (const auto& planned : schedule)
        seconds +=
            planned_s ? time_at(known->seconds, planned.workers, *planned_s) : time_at(known->seconds, planned.workers);
    estimate.seconds = seconds;
    if (const auto cost = cost_of_trial(*known, estimate)) estimate.cost = *cost * estimate.trials;
    estimate.basis = fmt::format("from run {} of the same work on this host", known->from.value);
    return estimate;
}

}  // namespace sweeplab
