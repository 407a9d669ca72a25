// What one curve says, in words.
#include <fmt/format.h>

#include "engine/analysis/finding_parts.h"
#include "engine/analysis/point_trust.h"
#include "engine/analysis/recommendation.h"
#include "engine/analysis/words.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

// "2.9× at 73 %", or "3.1× vs 2 workers at 77 %" where 1 worker was not measured.
std::string gain_in_words(const scaling_curve& curve, const scaling_point& point) {
    const auto against = curve.baseline_workers == 1 ? std::string{} : " vs " + workers_in_words(curve.baseline_workers);
    return fmt::format("{}{} at {}", factor_in_words(point.speedup->value), against, percent_in_words(*point.efficiency));
}

// What more workers bring: the ceiling, a loss, nothing, or still something.
std::string beyond_in_words(const scaling_curve& curve, const recommendation& chosen) {
    const int most = curve.points.back().workers;
    if (curve.usable_workers && most > *curve.usable_workers)
        return fmt::format("beyond {} no worker gets an item", *curve.usable_workers);
    if (chosen.gets_slower) return fmt::format("beyond {} it gets slower", chosen.best->workers);
    if (chosen.still_gains && curve.usable_workers && most == *curve.usable_workers)
        return "each item has a worker of its own";
    if (chosen.still_gains) return fmt::format("still gaining at {}, the most that was measured", most);
    if (chosen.last_worthwhile->workers < most)
        return fmt::format("beyond {} a further worker buys less than {:.1f}×", chosen.last_worthwhile->workers,
                           least_gain_per_worker);
    return {};
}

finding of_no_point(const scaling_curve& curve) {
    std::vector<std::string> reasons;
    for (const auto& point : curve.empty_points)
        if (point.trials_not_counted > 0)
            reasons.push_back(fmt::format("{}: {}", workers_in_words(point.workers), point.why_not_counted));
    if (reasons.empty()) return {"No trial has finished yet", "A point appears when the first trial is complete.", {}};
    return {"No trial can be counted", join(reasons, ". ") + ".", {}};
}

finding of_open_loop() {
    return {"An open loop in phases: it takes as long as planned, whatever the workers",
            "What counts is whether requests were sent when they were due, and how long they took then: each phase is "
            "shown by itself.",
            {}};
}

finding of_soak() {
    return {"A soak: it lasts as long as planned, however many clients it has",
            "What counts is how evenly chunks came, and what the watched process used meanwhile.",
            {}};
}

finding of_one_point(const scaling_curve& curve) {
    const auto& point = curve.points.front();
    const auto items = curve.items > 0 ? " for " + counted(curve.items, "item", "items") : std::string{};
    finding words;
    words.headline = fmt::format("{}: {}{}", workers_in_words(point.workers), seconds_in_words(point.time_s.value), items);
    words.detail = point.workers == 1
                       ? "Measure more worker counts, for example 1, 2, 4 and 8, to see what more workers bring. "
                       : "Measure 1 worker and some counts between to see what more workers bring. ";
    words.detail += repeats_in_words(curve);
    return words;
}

// The objective behind the headline's count, and what the other objectives say.
std::string objectives_in_words(const scaling_curve& curve, const recommendation& chosen) {
    const auto& near = *chosen.near;
    const bool is_best = chosen.near == chosen.best;
    std::string words;
    if (chosen.headline == chosen.near) {
        words = is_best ? fmt::format("{} gave the best time, {}.", workers_in_words(near.workers),
                                      seconds_in_words(near.time_s.value))
                        : fmt::format("Fewest workers within 5 % of the best time, {} with {}.",
                                      seconds_in_words(chosen.best->time_s.value), workers_in_words(chosen.best->workers));
    } else {
        words =
            fmt::format("Most workers with an efficiency of at least 50 %. {} {}: {}, {}.", workers_in_words(near.workers),
                        is_best ? "gave the best time" : "came within 5 % of the best time",
                        seconds_in_words(near.time_s.value), gain_in_words(curve, near));
    }
    if (chosen.last_worthwhile->workers < curve.points.back().workers && chosen.last_worthwhile != chosen.headline)
        words += fmt::format(" Up to {} workers each further one bought at least {:.1f}×.", chosen.last_worthwhile->workers,
                             least_gain_per_worker);
    return words;
}

finding of_several_points(const scaling_curve& curve) {
    const auto chosen = recommend(curve);
    const auto& point = *chosen.headline;
    finding words;
    if (chosen.headline == &curve.points.front()) {
        words.headline = fmt::format("{}: {}; more workers gain {}", workers_in_words(point.workers),
                                     seconds_in_words(point.time_s.value),
                                     chosen.best == &point ? "nothing" : "too little for what they are");
    } else {
        words.headline = fmt::format("{}: {}", workers_in_words(point.workers), gain_in_words(curve, point));
        if (const auto beyond = beyond_in_words(curve, chosen); !beyond.empty()) words.headline += "; " + beyond;
    }
    words.detail = objectives_in_words(curve, chosen) + " " + repeats_in_words(curve);
    return words;
}

}  // namespace

finding describe_scaling(const scaling_curve& curve, const result_agreement& agreement) {
    finding words = curve.open_loop            ? of_open_loop()
                    : curve.soak               ? of_soak()
                    : curve.points.empty()     ? of_no_point(curve)
                    : curve.points.size() == 1 ? of_one_point(curve)
                                               : of_several_points(curve);
    if (agreement.state == result_agreement::verdict::differ) words.warnings.push_back(agreement.text);
    if (!curve.points.empty()) add_uncounted_warnings(curve, words.warnings);
    add_trust_warnings(curve, words.warnings);
    words.warnings.insert(words.warnings.end(), curve.condition_warnings.begin(), curve.condition_warnings.end());
    if (curve.simulated) {
        words.headline += " (simulated)";
        words.warnings.push_back(
            "Measured against the simulated endpoint: it shows how a sweep works, not how fast a server is.");
    }
    return words;
}

}  // namespace sweeplab
