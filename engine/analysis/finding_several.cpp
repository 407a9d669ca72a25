// What several curves say side by side, in words.
#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "engine/analysis/finding_parts.h"
#include "engine/analysis/point_trust.h"
#include "engine/analysis/recommendation.h"
#include "engine/analysis/words.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

struct contender {
    const scaling_curve* curve;
    const scaling_point* best;
    std::string name;
};

template <class Member>
bool all_equal(const std::vector<scaling_curve>& curves, Member member) {
    return std::all_of(curves.begin(), curves.end(),
                       [&](const auto& curve) { return curve.*member == curves.front().*member; });
}

template <class Label>
bool tells_apart(const std::vector<scaling_curve>& curves, Label label) {
    std::set<std::string> labels;
    return std::all_of(curves.begin(), curves.end(), [&](const auto& curve) { return labels.insert(label(curve)).second; });
}

std::vector<contender> fastest_first(const std::vector<scaling_curve>& curves) {
    std::vector<contender> contenders;
    for (const auto& curve : curves)
        if (!curve.points.empty()) contenders.push_back({&curve, recommend(curve).best, name_among(curve, curves)});
    std::stable_sort(contenders.begin(), contenders.end(),
                     [](const auto& a, const auto& b) { return a.best->time_s.value < b.best->time_s.value; });
    return contenders;
}

std::string best_in_words(const contender& one) {
    return fmt::format("{} with {}", seconds_in_words(one.best->time_s.value), workers_in_words(one.best->workers));
}

// How the slower of two compares at its best; the variance is pooled over every group of both.
value_interval times_slower(const contender& slower, const contender& faster) {
    std::vector<log_group> groups;
    for (const auto* one : {&slower, &faster})
        for (const auto& point : one->curve->points) groups.push_back(make_log_group(point.times_s));
    return ratio_of_means(make_log_group(slower.best->times_s), make_log_group(faster.best->times_s), pool(groups));
}

std::string headline_of(const std::vector<contender>& ranked) {
    const auto ratio = times_slower(ranked[1], ranked[0]);
    const bool decided = !ratio.lo || *ratio.lo > 1;
    const auto& first = ranked[0];
    const auto& second = ranked[1];
    if (!decided)
        return fmt::format("{} and {} are not told apart at their best: {} against {}", first.name, second.name,
                           best_in_words(first), best_in_words(second));
    return fmt::format("{} is fastest: {}; {} takes {} as long: {}", first.name, best_in_words(first), second.name,
                       ratio_in_words(ratio.value), best_in_words(second));
}

std::string detail_of(const std::vector<contender>& ranked) {
    std::vector<std::string> parts;
    for (std::size_t i = 2; i < ranked.size(); ++i) parts.push_back(ranked[i].name + ": " + best_in_words(ranked[i]));
    for (const auto& one : ranked) {
        const auto chosen = recommend(*one.curve);
        if (one.curve->points.size() > 1)
            parts.push_back(fmt::format("{}: {} at {} with {}", one.name, factor_in_words(chosen.headline->speedup->value),
                                        percent_in_words(*chosen.headline->efficiency),
                                        workers_in_words(chosen.headline->workers)));
    }
    return parts.empty() ? std::string{} : join(parts, ". ") + ".";
}

void add_comparability_warnings(const std::vector<scaling_curve>& curves, std::vector<std::string>& warnings) {
    if (!all_equal(curves, &scaling_curve::workload))
        warnings.push_back("The workloads differ: the times are of unlike work.");
    else if (!all_equal(curves, &scaling_curve::items))
        warnings.push_back("The numbers of items differ: the times are of unlike work.");
    if (!all_equal(curves, &scaling_curve::baseline_workers))
        warnings.push_back("The lowest worker counts differ: the speedups have unlike baselines.");
}

}  // namespace

std::string name_among(const scaling_curve& curve, const std::vector<scaling_curve>& curves) {
    const auto host = [](const scaling_curve& one) { return one.host_name; };
    const auto run = [](const scaling_curve& one) { return one.run_name; };
    const auto both = [](const scaling_curve& one) { return fmt::format("{} on {}", one.run_name, one.host_name); };
    if (tells_apart(curves, host)) return host(curve);
    if (tells_apart(curves, run)) return run(curve);
    if (tells_apart(curves, both)) return both(curve);
    return fmt::format("{} #{}", run(curve), curve.run.value);
}

bool same_work(const std::vector<scaling_curve>& curves) {
    return all_equal(curves, &scaling_curve::workload) && all_equal(curves, &scaling_curve::items);
}

finding describe_scaling(const std::vector<scaling_curve>& curves) {
    if (curves.empty()) return {"No run is chosen", "Tick saved runs to see them side by side.", {}};
    if (curves.size() == 1) return describe_scaling(curves.front(), result_agreement{});
    finding words;
    const auto ranked = fastest_first(curves);
    if (ranked.empty()) {
        words.headline = "None of these runs has a finished trial yet";
    } else if (ranked.size() == 1) {
        words.headline =
            fmt::format("{}: {}; the other runs have no finished trial yet", ranked[0].name, best_in_words(ranked[0]));
    } else {
        words.headline = headline_of(ranked);
    }
    words.detail = detail_of(ranked);
    add_comparability_warnings(curves, words.warnings);
    for (const auto& curve : curves) {
        std::vector<std::string> own;
        add_uncounted_warnings(curve, own);
        add_trust_warnings(curve, own);
        own.insert(own.end(), curve.condition_warnings.begin(), curve.condition_warnings.end());
        for (const auto& warning : own) words.warnings.push_back(name_among(curve, curves) + ", " + warning);
    }
    const auto simulated = std::count_if(curves.begin(), curves.end(), [](const auto& curve) { return curve.simulated; });
    if (simulated > 0)
        words.warnings.push_back(
            fmt::format("{} of these runs {} against the simulated endpoint.", simulated, simulated == 1 ? "is" : "are"));
    return words;
}

}  // namespace sweeplab
