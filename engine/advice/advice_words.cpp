#include "engine/advice/advice_words.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/advice/advice_objectives.h"
#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

constexpr double same_time = 1.02;  // "does what 50 do"
constexpr double worthwhile_saving = 0.05;
constexpr int most_repeats = 30;  // beyond, more repeats are no advice

const advice_candidate* candidate_at(const candidate_set& set, int workers) {
    for (const auto& one : set.all)
        if (one.workers == workers) return &one;
    return nullptr;
}

// Every count above the chosen one with its time, measured before predicted.
std::map<int, double> counts_beyond(const advice_input& input, const candidate_set& set, int workers) {
    std::map<int, double> beyond;
    if (input.as_run && set.prediction_fits)
        for (const auto& made : input.as_run->points)
            if (made.workers > workers && made.time_s > 0) beyond[made.workers] = made.time_s;
    for (const auto& point : input.curve.points)
        if (point.workers > workers && point.time_s.value > 0) beyond[point.workers] = point.time_s.value;
    return beyond;
}

std::string beyond_width(const advice_input& input, const candidate_set& set, int workers) {
    const int width = *set.width.workers;
    const int spare = workers - width;
    switch (set.width.cap) {
        case width_cap::items: {
            const int items = input.curve.items > 0 ? input.curve.items : width;
            return fmt::format("{}, so {} never {} one", counted(items, "item", "items"), spare,
                               spare == 1 ? "gets" : "get");
        }
        case width_cap::dag:
            return fmt::format("at most {} can run at once, so {} always {}", counted(width, "item", "items"), spare,
                               spare == 1 ? "waits" : "wait");
        case width_cap::rate_limit: return fmt::format("the rate limit binds at {}: more only wait for it", width);
        case width_cap::none: break;
    }
    return "beyond the usable width";
}

std::string times_in_words(double factor) {
    if (std::abs(factor - 2) < 0.005) return "twice the workers";
    return fmt::format("{:.3g} times the workers", factor);
}

std::string why_not(int workers, double time_s, const advice_candidate& chosen, std::optional<double> noise) {
    const double saved = 1 - time_s / chosen.time_s;
    const auto for_workers = times_in_words(static_cast<double>(workers) / chosen.workers);
    if (noise && std::abs(std::log(time_s / chosen.time_s)) < *noise)
        return fmt::format("no difference from {} larger than the noise, for {}", chosen.workers, for_workers);
    if (saved <= 0) return fmt::format("{} slower than {}", percent_in_words(time_s / chosen.time_s - 1), chosen.workers);
    return fmt::format("{} faster than {} for {}", percent_in_words(saved), chosen.workers, for_workers);
}

void add_longest_first(const advice_input& input, const candidate_set& set, const advice_candidate& chosen,
                       std::vector<std::string>& actions) {
    if (!input.longest_first || !set.prediction_fits) return;
    const auto& best = set.best();
    const prediction* fewest = nullptr;
    const prediction* here = nullptr;
    for (const auto& made : input.longest_first->points) {
        if (made.workers < 1 || !(made.time_s > 0)) continue;
        if (made.time_s <= best.time_s * same_time && (!fewest || made.workers < fewest->workers)) fewest = &made;
        if (made.workers == chosen.workers) here = &made;
    }
    if (fewest && fewest->workers < best.workers)
        actions.push_back(fmt::format("Longest first would let {} do what {} {} ({}).", workers_in_words(fewest->workers),
                                      best.shown_by.back(), best.shown_by.back() == 1 ? "does" : "do",
                                      seconds_in_words(best.time_s)));
    if (here && here->time_s < chosen.time_s * (1 - worthwhile_saving))
        actions.push_back(fmt::format("Longest first would save {} at {} ({} instead of {}).",
                                      percent_in_words(1 - here->time_s / chosen.time_s), workers_in_words(chosen.workers),
                                      seconds_in_words(here->time_s), seconds_in_words(chosen.time_s)));
}

// So many repeats at each count that 1.96·s·√(2/k) is less than the difference.
void add_repeats(const advice_input& input, const candidate_set& set, const objective_advice& chosen,
                 std::vector<std::string>& actions) {
    const bool any_measured = std::any_of(set.all.begin(), set.all.end(), [](const auto& one) { return !one.predicted; });
    if (any_measured && !input.curve.pooled_sd_ln) {
        actions.push_back("Measure 3 repeats at each worker count: from one, it is not known how much times vary.");
        return;
    }
    if (!chosen.range || !input.curve.pooled_sd_ln) return;
    const auto* from = candidate_at(set, chosen.range->from);
    const auto* to = candidate_at(set, chosen.range->to);
    if (!from || !to || from->predicted || to->predicted) return;
    const double difference = std::abs(std::log(from->time_s / to->time_s));
    const double needed = difference > 0 ? 2 * std::pow(1.96 * *input.curve.pooled_sd_ln / difference, 2) : 1e9;
    const int now = std::max(from->repeats, to->repeats);
    if (needed > most_repeats)
        actions.push_back(fmt::format("{} and {} workers differ by {}: too little for repeats to tell; take the fewer.",
                                      from->workers, to->workers, percent_in_words(std::expm1(difference))));
    else
        actions.push_back(fmt::format("Measure {} repeats to separate {} from {}.",
                                      std::max({3, now + 1, static_cast<int>(std::ceil(needed))}), from->workers,
                                      to->workers));
}

}  // namespace

std::vector<dismissed_count> dismiss_others(const advice_input& input, const candidate_set& set,
                                            const objective_advice& chosen) {
    std::vector<dismissed_count> dismissed;
    const auto* here = chosen.workers ? candidate_at(set, *chosen.workers) : nullptr;
    if (!here) return dismissed;
    for (const auto& [workers, time_s] : counts_beyond(input, set, here->workers)) {
        const bool too_many = set.width.workers && workers > *set.width.workers;
        const auto* other = candidate_at(set, workers);
        const auto why = too_many ? beyond_width(input, set, workers)
                                  : why_not(workers, time_s, *here, other ? noise_between(*other, *here) : std::nullopt);
        dismissed.push_back({workers, fmt::format("{}: {}", workers_in_words(workers), why)});
    }
    return dismissed;
}

std::vector<std::string> actions_for(const advice_input& input, const candidate_set& set, const objective_advice& chosen) {
    std::vector<std::string> actions;
    const auto* here = chosen.workers ? candidate_at(set, *chosen.workers) : nullptr;
    if (here) add_longest_first(input, set, *here, actions);
    if (here && here->predicted)
        actions.push_back(fmt::format("Measure {}: this time is predicted.", workers_in_words(here->workers)));
    add_repeats(input, set, chosen, actions);
    const auto& most = set.all.back();
    const bool room = !set.width.workers || most.workers < *set.width.workers;
    if (here == &most && &set.best() == &most && room && set.all.size() > 1)
        actions.push_back(fmt::format("Measure more than {}: the time still falls there.", workers_in_words(most.workers)));
    if (set.all.size() == 1) actions.push_back("Measure more worker counts, for example 1, 2, 4 and 8.");
    return actions;
}

}  // namespace sweeplab
