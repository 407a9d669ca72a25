#include "engine/advice/advice_objectives.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/recommendation.h"
#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

using candidates = std::vector<const advice_candidate*>;

// A condition `margin >= 0` in ln, and what of it the noise leaves open.
struct condition {
    double margin = 0;
    std::optional<double> noise;
    bool holds() const { return margin >= -1e-12; }
    bool surely() const { return holds() && margin >= noise.value_or(0); }
    bool perhaps() const { return holds() || margin > -noise.value_or(0); }
};

objective_advice chosen(objective which, const advice_candidate& one, std::string reason) {
    objective_advice advice;
    advice.which = which;
    advice.workers = one.workers;
    if (one.shown_by.front() != one.workers) advice.shown_by = one.shown_by.front();
    advice.predicted = one.predicted;
    advice.time_s = one.time_s;
    advice.reason = std::move(reason);
    return advice;
}

objective_advice none(objective which, std::string reason) {
    objective_advice advice;
    advice.which = which;
    advice.reason = std::move(reason);
    return advice;
}

void set_range(objective_advice& advice, int from, int to) {
    const worker_range range{std::min(from, *advice.workers), std::max(to, *advice.workers)};
    if (range.from == range.to) return;
    advice.range = range;
    advice.reason += fmt::format(" Noise cannot tell the counts from {} to {} apart for this.", range.from, range.to);
}

std::string more_in_words(const advice_candidate& one, const advice_candidate& than) {
    return fmt::format("{} more", percent_in_words(one.time_s / than.time_s - 1));
}

objective_advice fewest_within(objective which, double share, const candidate_set& set) {
    const auto& best = set.best();
    const advice_candidate* first = nullptr;
    const advice_candidate* fewer = nullptr;
    int from = 0, to = 0;
    for (const auto& one : set.all) {
        const condition near{std::log(best.time_s * (1 + share) / one.time_s), noise_between(one, best)};
        if (near.holds() && !first) first = &one;
        if (!first) fewer = &one;
        if (near.perhaps() && from == 0) from = one.workers;
        if (to == 0 && (near.surely() || &one == &best)) to = one.workers;
    }
    auto reason = first == &best ? fmt::format("{}: {}, the best time there is.", count_in_words(*first),
                                               seconds_in_words(first->time_s))
                                 : fmt::format("{}: {}, within {} of the best time, {} with {}.", count_in_words(*first),
                                               seconds_in_words(first->time_s), percent_in_words(share),
                                               seconds_in_words(best.time_s), count_in_words(best));
    if (fewer)
        reason += fmt::format(" The next fewer, {}, {} {}: {} than the best.", count_in_words(*fewer),
                              fewer->workers == 1 ? "takes" : "take", seconds_in_words(fewer->time_s),
                              more_in_words(*fewer, best));
    auto advice = chosen(which, *first, std::move(reason));
    set_range(advice, from, to);
    return advice;
}

std::string against(const candidate_set& set) {
    return set.baseline_workers == 1 ? std::string{} : " against " + workers_in_words(set.baseline_workers);
}

objective_advice most_efficient(objective which, double least, const candidate_set& set) {
    if (!set.baseline) return none(which, "Neither measured nor predicted: the time that efficiency is counted from.");
    const advice_candidate* most = &*set.baseline;
    const advice_candidate* next = nullptr;
    int from = most->workers, to = most->workers;
    for (const auto& one : set.all) {
        if (one.workers < set.baseline_workers) continue;
        const condition efficient{std::log(*one.efficiency / least), noise_between(one, *set.baseline)};
        if (efficient.holds()) most = &one;
        if (efficient.surely()) from = one.workers;
        if (efficient.perhaps()) to = one.workers;
    }
    for (const auto& one : set.all)
        if (!next && one.workers > most->workers) next = &one;
    const auto efficiency = most->efficiency.value_or(1);
    auto reason = fmt::format("{}: an efficiency of {}{}, at least {}.", count_in_words(*most), percent_in_words(efficiency),
                              against(set), percent_in_words(least));
    if (next)
        reason += fmt::format(" The next more, {}, {} {}.", count_in_words(*next), next->workers == 1 ? "has" : "have",
                              percent_in_words(*next->efficiency));
    auto advice = chosen(which, *most, std::move(reason));
    set_range(advice, from, to);
    return advice;
}

// Walks upwards while each further worker buys enough; `luck` times the noise is added to each gain.
const advice_candidate* last_that_pays(const candidate_set& set, double luck) {
    const advice_candidate* reached = nullptr;
    for (const auto& one : set.all) {
        if (one.workers < set.baseline_workers) continue;
        if (reached) {
            const double further = static_cast<double>(one.workers - reached->workers) / set.baseline_workers;
            const double noise = *one.speedup * noise_between(one, *reached).value_or(0);
            if (*one.speedup - *reached->speedup + luck * noise < least_gain_per_worker * further) break;
        }
        reached = &one;
    }
    return reached;
}

objective_advice next_pays(const candidate_set& set) {
    constexpr auto which = objective::next_worker_pays;
    if (!set.baseline) return none(which, "Neither measured nor predicted: the time that speedup is counted from.");
    const auto* last = last_that_pays(set, 0);
    auto advice =
        chosen(which, *last,
               fmt::format("{}: up to here each further worker bought at least {:.1f} speedup{}; {} in all.",
                           count_in_words(*last), least_gain_per_worker, against(set), factor_in_words(*last->speedup)));
    set_range(advice, last_that_pays(set, -1)->workers, last_that_pays(set, 1)->workers);
    return advice;
}

objective_advice cheapest(const advice_input& input, const candidate_set& set) {
    constexpr auto which = objective::cheapest_by_deadline;
    const double deadline = *input.deadline_s;
    const auto in_time = [&](const advice_candidate& one) {
        return condition{deadline > 0 ? std::log(deadline / one.time_s) : -1e9, one.noise_ln};
    };
    const advice_candidate* fewest = nullptr;
    const advice_candidate* least = nullptr;
    for (const auto& one : set.all) {
        if (!in_time(one).holds()) continue;
        if (!fewest) fewest = &one;
        if (one.cost && (!least || *one.cost < *least->cost)) least = &one;
    }
    if (!fewest)
        return none(
            which, fmt::format("No worker count takes at most {}: the shortest time is {}, with {}.",
                               seconds_in_words(deadline), seconds_in_words(set.best().time_s), count_in_words(set.best())));
    if (!least)
        return none(which, fmt::format("No cost is known. The fewest workers in time are {}.", count_in_words(*fewest)));
    const advice_candidate* first = nullptr;
    int from = 0, to = 0;
    for (const auto& one : set.all) {
        if (!one.cost || *one.cost > *least->cost * (1 + equal_cost_share)) continue;
        if (in_time(one).holds() && !first) first = &one;
        if (in_time(one).perhaps() && from == 0) from = one.workers;
        if (in_time(one).surely() && to == 0) to = one.workers;
    }
    auto advice = chosen(which, *first,
                         fmt::format("{}: {:.4g} {} a trial, the least within {} (costs within {} count as equal), and {}.",
                                     count_in_words(*first), *first->cost, input.curve.currency, seconds_in_words(deadline),
                                     percent_in_words(equal_cost_share), seconds_in_words(first->time_s)));
    set_range(advice, from, to == 0 ? first->workers : to);
    return advice;
}

objective_advice fastest_in_latency(const advice_input& input, const candidate_set& set) {
    constexpr auto which = objective::throughput_within_latency;
    const double target = *input.latency_target_s;
    const advice_candidate* most = nullptr;
    const advice_candidate* soonest = nullptr;
    for (const auto& one : set.all) {
        if (!one.latency || !one.items_per_s) continue;
        if (!soonest || one.latency->seconds < soonest->latency->seconds) soonest = &one;
        if (one.latency->seconds <= target && (!most || *one.items_per_s > *most->items_per_s)) most = &one;
    }
    if (!soonest) return none(which, fmt::format("No {} is known of any worker count.", input.latency_name));
    if (!most)
        return none(which, fmt::format("No worker count has a {} of at most {}: the least is {}, with {}.",
                                       input.latency_name, seconds_in_words(target),
                                       seconds_in_words(soonest->latency->seconds), count_in_words(*soonest)));
    int from = most->workers, to = most->workers;
    for (const auto& one : set.all) {
        if (!one.latency || !one.items_per_s) continue;
        const bool surely = one.latency->hi.value_or(one.latency->seconds) <= target;
        const bool perhaps = one.latency->lo.value_or(one.latency->seconds) <= target;
        const bool as_fast = std::abs(std::log(one.time_s / most->time_s)) < noise_between(one, *most).value_or(0);
        const bool most_is_sure = most->latency->hi.value_or(most->latency->seconds) <= target;
        if (surely && (as_fast || !most_is_sure)) from = std::min(from, one.workers);
        if (perhaps && (as_fast || *one.items_per_s > *most->items_per_s)) to = std::max(to, one.workers);
    }
    auto advice = chosen(which, *most,
                         fmt::format("{}: {:.3g} items/s, the most with a {} of at most {} (here {}).",
                                     count_in_words(*most), *most->items_per_s, input.latency_name, seconds_in_words(target),
                                     seconds_in_words(most->latency->seconds)));
    set_range(advice, from, to);
    return advice;
}

}  // namespace

std::string listed(const std::vector<int>& counts) {
    std::string words;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (i > 0) words += i + 1 == counts.size() ? " and " : ", ";
        words += std::to_string(counts[i]);
    }
    return words;
}

std::string count_in_words(const advice_candidate& candidate) {
    const auto words = workers_in_words(candidate.workers);
    if (candidate.predicted) return words + " (predicted)";
    const bool itself = candidate.shown_by.size() == 1 && candidate.shown_by.front() == candidate.workers;
    return itself ? words : fmt::format("{} (measured with {})", words, listed(candidate.shown_by));
}

bool can_be_asked(objective which, const advice_input& input) {
    if (which == objective::cheapest_by_deadline) return input.deadline_s && std::isfinite(*input.deadline_s);
    if (which == objective::throughput_within_latency)
        return input.latency_target_s && std::isfinite(*input.latency_target_s);
    return true;
}

objective_advice answer(objective which, const advice_input& input, const candidate_set& set) {
    switch (which) {
        case objective::fewest_near_best: return fewest_within(which, near_best_share, set);
        case objective::fewest_within_15: return fewest_within(which, batch_share, set);
        case objective::efficient: return most_efficient(which, least_efficiency, set);
        case objective::well_used: return most_efficient(which, well_used_efficiency, set);
        case objective::next_worker_pays: return next_pays(set);
        case objective::cheapest_by_deadline:
            if (!can_be_asked(which, input)) return none(which, "No deadline was given.");
            return cheapest(input, set);
        case objective::throughput_within_latency:
            if (!can_be_asked(which, input)) return none(which, "No latency target was given.");
            return fastest_in_latency(input, set);
    }
    return none(which, "No such objective.");
}

}  // namespace sweeplab
