// What the advice for one run says, in one line.
#include "engine/advice/headline.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/advice/headline_parts.h"
#include "engine/analysis/finding_parts.h"
#include "engine/analysis/words.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double nothing_gained = 0.005;  // of the time: what would be said as 0 %

const advice_candidate* candidate_of(const advice_report& advice, const std::optional<int>& workers) {
    const auto found = std::ranges::find_if(advice.candidates,
                                            [&](const advice_candidate& one) { return workers && one.workers == *workers; });
    return found == advice.candidates.end() ? nullptr : &*found;
}

const advice_candidate& best_of(const advice_report& advice) {
    return *std::ranges::min_element(advice.candidates, {}, &advice_candidate::time_s);
}

// Speedup and efficiency of the count they are counted from say nothing.
bool is_baseline(const scaling_curve& curve, const advice_candidate& one) {
    return one.workers == curve.baseline_workers || !one.speedup || !one.efficiency;
}

std::string gain_in_words(const scaling_curve& curve, const advice_candidate& one) {
    const bool from_one = curve.baseline_workers == 1 || curve.points.empty();
    const auto against = from_one ? std::string{} : " vs " + workers_in_words(curve.baseline_workers);
    return fmt::format("{}{} at {}", factor_in_words(*one.speedup), against, percent_in_words(*one.efficiency));
}

// "12 workers: 33.1 s, 5.2× at 43 %"
std::string choice_in_words(const scaling_curve& curve, const advice_report& advice, const advice_candidate& chosen) {
    auto words = counts_in_words(advice.chosen) + ": " + seconds_in_words(chosen.time_s);
    if (advice.chosen.range) words += fmt::format(" with {}", chosen.workers);
    if (!advice.wrong_baseline && !is_baseline(curve, chosen)) words += ", " + gain_in_words(curve, chosen);
    if (advice.chosen.range) words += "; noise cannot tell these counts apart";
    return words;
}

// "the time at 1 worker is wrong, for 4 reach 160 %"
std::string wrong_baseline_in_words(const scaling_curve& curve, const advice_report& advice) {
    const advice_candidate* worst = nullptr;
    for (const auto& one : advice.candidates)
        if (!one.predicted && one.efficiency && (!worst || *one.efficiency > *worst->efficiency)) worst = &one;
    auto words = fmt::format("the time at {} is wrong", workers_in_words(curve.baseline_workers));
    if (worst && *worst->efficiency > 1)
        words += fmt::format(", {} on it would be at {}", workers_in_words(worst->shown_by.front()),
                             percent_in_words(*worst->efficiency));
    return words + ": speedup and efficiency say nothing";
}

// "4 already give 2.9× at 73 %": fewer workers, well used.
std::string fewer_in_words(const scaling_curve& curve, const advice_report& advice, const advice_candidate& chosen) {
    for (const auto& mood : advice.moods) {
        if (mood.advice.which != objective::well_used) continue;
        const auto* fewer = candidate_of(advice, mood.advice.workers);
        if (!fewer || fewer->workers >= chosen.workers || is_baseline(curve, *fewer)) return {};
        return fmt::format("{} already give {}{}", fewer->workers, gain_in_words(curve, *fewer),
                           fewer->predicted ? " (predicted)" : "");
    }
    return {};
}

std::string beyond_width(const advice_report& advice) {
    const int width = *advice.usable_workers;
    switch (advice.cap) {
        case width_cap::items: return fmt::format("beyond {} no worker gets an item", width);
        case width_cap::dag: return fmt::format("beyond {} workers only wait for each other", width);
        case width_cap::rate_limit: return fmt::format("beyond {} the rate limit binds", width);
        case width_cap::none: break;
    }
    return {};
}

bool is_clearly_slower(const advice_candidate& one, const advice_candidate& best) {
    const double noise = one.noise_ln && best.noise_ln ? std::hypot(*one.noise_ln, *best.noise_ln) : 0;
    return one.workers > best.workers && std::log(one.time_s / best.time_s) > std::max(noise, std::log1p(near_best_share));
}

// What more workers would bring: nothing to do, a loss, a little, or still something.
std::string more_in_words(const scaling_curve& curve, const advice_report& advice, const advice_candidate& chosen) {
    const auto& most = advice.candidates.back();
    const int most_measured = curve.points.empty() ? 0 : curve.points.back().workers;
    const bool at_width = advice.usable_workers && advice.cap != width_cap::none &&
                          std::max(most_measured, most.workers) >= *advice.usable_workers;
    if (at_width) return beyond_width(advice);
    const auto& best = best_of(advice);
    if (is_clearly_slower(most, best)) return fmt::format("beyond {} it gets slower", best.workers);
    if (&most == &chosen)
        return advice.candidates.size() > 1 && !chosen.predicted
                   ? fmt::format("still gaining at {}, the most that was measured", chosen.workers)
                   : std::string{};
    const double saved = 1 - best.time_s / chosen.time_s;
    if (advice.chosen.range) return {};
    return saved < nothing_gained ? std::string("more workers gain nothing")
                                  : fmt::format("more gain {} at most", percent_in_words(saved));
}

// Counts without a point that could stand beside the others.
std::string left_out_in_words(const scaling_curve& curve) {
    std::vector<int> counts;
    for (const auto& point : curve.empty_points)
        if (point.trials_not_counted > 0) counts.push_back(point.workers);
    if (counts.empty()) return {};
    return fmt::format("{} cannot be compared", worker_counts_to_text(counts));
}

bool in_doubt(const scaling_curve& curve, const advice_candidate& chosen) {
    return !chosen.predicted && std::ranges::any_of(curve.points, [&](const scaling_point& point) {
        return !point.doubts.empty() && std::ranges::find(chosen.shown_by, point.workers) != chosen.shown_by.end();
    });
}

std::string headline_of(const scaling_curve& curve, const result_agreement& agreement, const advice_report& advice,
                        const advice_candidate& chosen) {
    std::vector<std::string> parts = {choice_in_words(curve, advice, chosen)};
    const auto add = [&parts](std::string words) {
        if (!words.empty()) parts.push_back(std::move(words));
    };
    if (in_doubt(curve, chosen)) add("this measurement is in doubt");
    if (agreement.state == result_agreement::verdict::differ) add("the results differ, so do not compare the times");
    add(left_out_in_words(curve));
    if (advice.wrong_baseline) {
        add(wrong_baseline_in_words(curve, advice));
    } else {
        add(fewer_in_words(curve, advice, chosen));
        add(more_in_words(curve, advice, chosen));
    }
    return join(parts, "; ");
}

}  // namespace

std::string counts_in_words(const objective_advice& advice) {
    auto words = advice.range ? fmt::format("{} to {} workers", advice.range->from, advice.range->to)
                              : workers_in_words(advice.workers.value_or(0));
    return advice.predicted ? words + " (predicted)" : words;
}

void add_new(const std::vector<std::string>& more, std::vector<std::string>& to) {
    for (const auto& one : more)
        if (std::ranges::find(to, one) == to.end()) to.push_back(one);
}

finding advised_finding(const scaling_curve& curve, const result_agreement& agreement, const advice_report& advice) {
    auto words = describe_scaling(curve, agreement);
    const auto* chosen = candidate_of(advice, advice.chosen.workers);
    // No count is advised, so none is named.
    if (!advice.chosen.workers && curve.points.size() > 1 && !advice.chosen.reason.empty())
        words.headline = advice.chosen.reason + (curve.simulated ? " (simulated)" : "");
    // One measured count alone is no choice.
    if (!chosen || (curve.points.size() <= 1 && !chosen->predicted)) return words;
    words.headline = headline_of(curve, agreement, advice, *chosen);
    if (curve.simulated) words.headline += " (simulated)";
    const auto repeats = repeats_in_words(curve);
    words.detail = advice.chosen.reason + (repeats.empty() ? "" : " " + repeats);
    const auto own = std::exchange(words.warnings, {});
    const bool differ = agreement.state == result_agreement::verdict::differ;
    if (differ) words.warnings.push_back(agreement.text);
    // How far its predictions are off is said where they stand.
    if (advice.wrong_baseline) add_new(advice.warnings, words.warnings);
    add_new(own, words.warnings);
    return words;
}

finding advised_finding(const run_analysis& analysis) {
    if (analysis.curve.soak) {
        auto words = describe_scaling(analysis.curve, analysis.agreement);
        auto seen = describe_soak(analysis.soak);
        words.headline = std::move(seen.headline) + (analysis.curve.simulated ? " (simulated)" : "");
        words.detail = std::move(seen.detail);
        return words;
    }
    return advised_finding(analysis.curve, analysis.agreement, analysis.advice);
}

advice_report quick_advice(const scaling_curve& curve) {
    advice_input input;
    input.curve = curve;
    return make_advice(input);
}

std::optional<advice_mark> mark_of(const scaling_curve& curve, const advice_report& advice) {
    if (curve.points.size() < 2 || !advice.chosen.workers) return std::nullopt;
    advice_mark mark;
    mark.workers = *advice.chosen.workers;
    if (!advice.chosen.predicted) mark.measured = advice.chosen.shown_by.value_or(mark.workers);
    return mark;
}

finding quick_finding(const scaling_curve& curve, const result_agreement& agreement) {
    return advised_finding(curve, agreement, quick_advice(curve));
}

}  // namespace sweeplab
