#include "engine/comparison/comparison.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/mean_ratio.h"
#include "engine/analysis/scaling.h"
#include "engine/analysis/unlike_counts.h"
#include "engine/analysis/words.h"
#include "engine/comparison/comparison_words.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

std::string label_of(const run_record& run, bool by_host) {
    const auto& host = run.host.name.empty() ? run.summary.host_name : run.host.name;
    return by_host && !host.empty() ? host : run.summary.name;
}

class comparer {
public:
    comparer(const run_record& a, const run_record& b, const compare_options& options)
        : a_(a),
          b_(b),
          options_(options),
          common_items_(common_items(a, b)),
          curve_a_(make_scaling_curve(a, common_items_ ? common_items_ : common_items(a))),
          curve_b_(make_scaling_curve(b, common_items_ ? common_items_ : common_items(b))) {}

    run_comparison compare() {
        name_both();
        found_.threshold = options_.threshold;
        found_.differences = find_differences(a_, b_);
        found_.why_not = reason_against();
        found_.comparable = found_.why_not.empty();
        if (found_.comparable) {
            compare_points();
            found_.paired = pair_items(a_, b_);
        }
        add_warnings();
        put_words(found_);
        return std::move(found_);
    }

private:
    void name_both() {
        const bool by_host = !label_of(a_, true).empty() && label_of(a_, true) != label_of(b_, true);
        found_.a_name = label_of(a_, by_host);
        found_.b_name = label_of(b_, by_host);
        if (found_.a_name != found_.b_name) return;
        const auto numbered = [](const run_record& run, std::string_view letter) {
            return run.summary.id ? fmt::format("{} (run {})", run.summary.name, run.summary.id.value)
                                  : fmt::format("{} ({})", run.summary.name, letter);
        };
        found_.a_name = numbered(a_, "first");
        found_.b_name = numbered(b_, "second");
        if (found_.a_name == found_.b_name) {
            found_.a_name += ", first";
            found_.b_name += ", second";
        }
    }

    std::string reason_against() {
        for (const auto* curve : {&curve_a_, &curve_b_})
            if (curve->open_loop || curve->soak) {
                found_.planned_time = true;
                return fmt::format("{} is a {}: its time is the plan's, whatever the machine",
                                   curve == &curve_a_ ? found_.a_name : found_.b_name,
                                   curve->soak ? "soak" : "load in phases");
            }
        for (const auto* curve : {&curve_a_, &curve_b_})
            if (curve->points.empty())
                return fmt::format("{} has no trial that counts", curve == &curve_a_ ? found_.a_name : found_.b_name);
        if (common_counts().empty())
            return fmt::format("no worker count is common: {} has {}, {} has {}", found_.a_name, counts_of(curve_a_),
                               found_.b_name, counts_of(curve_b_));
        if (!found_.differences.unlike.empty() && !options_.anyway)
            return "the work is not the same: " + join(found_.differences.unlike, "; ");
        return {};
    }

    static std::string counts_of(const scaling_curve& curve) {
        std::vector<std::string> counts;
        for (const auto& point : curve.points) counts.push_back(std::to_string(point.workers));
        return join(counts, ", ");
    }

    std::vector<std::pair<const scaling_point*, const scaling_point*>> common_counts() const {
        std::vector<std::pair<const scaling_point*, const scaling_point*>> common;
        for (const auto& a : curve_a_.points)
            for (const auto& b : curve_b_.points)
                if (a.workers == b.workers) common.emplace_back(&a, &b);
        return common;
    }

    void compare_points() {
        std::vector<log_group> groups;
        for (const auto* curve : {&curve_a_, &curve_b_})
            for (const auto& point : curve->points) groups.push_back(make_log_group(point.times_s));
        const auto spread = pool(groups);
        found_.dof = spread.dof;
        found_.variances_differ = spread.variances_differ;
        no_spread_ = spread.dof > 0 && spread.pooled_variance == 0;
        std::vector<log_pair> pairs;
        for (const auto& [a, b] : common_counts()) {
            pairs.push_back({make_log_group(a->times_s), make_log_group(b->times_s)});
            compared_point point;
            point.workers = a->workers;
            point.a_s = a->times_s;
            point.b_s = b->times_s;
            point.a_time_s = geometric_mean(pairs.back().above, spread);
            point.b_time_s = geometric_mean(pairs.back().below, spread);
            point.ratio = ratio_of_means(pairs.back().above, pairs.back().below, spread);
            point.decided = judge(point.ratio, options_.threshold);
            found_.points.push_back(std::move(point));
        }
        found_.overall = mean_of_ratios(pairs, spread);
        found_.overall_verdict = judge(*found_.overall, options_.threshold);
        for (const auto& point : curve_a_.points) keep_if_lone(point.workers, found_.only_a);
        for (const auto& point : curve_b_.points) keep_if_lone(point.workers, found_.only_b);
    }

    void keep_if_lone(int workers, std::vector<int>& list) const {
        const bool common = std::any_of(found_.points.begin(), found_.points.end(),
                                        [&](const auto& point) { return point.workers == workers; });
        if (!common) list.push_back(workers);
    }

    void warn(std::string words) { found_.warnings.push_back(std::move(words)); }

    void add_warnings() {
        for (const auto& reason : found_.differences.unlike)
            if (found_.comparable) warn("The work is not the same: " + reason + ". The ratio is of unlike work.");
        if (a_.summary.simulated != b_.summary.simulated)
            warn(fmt::format("{} is against the simulated endpoint, the other is not.",
                             a_.summary.simulated ? found_.a_name : found_.b_name));
        else if (a_.summary.simulated) warn("Both are against the simulated endpoint.");
        for (const auto& unknown : found_.differences.unknown) {
            auto words = unknown + ".";
            words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
            warn(words);
        }
        if (!found_.comparable) return;
        if (common_items_)
            warn(
                fmt::format("Not every trial did as many items: the times of both are given for {}, at the rates that were "
                            "measured.",
                            counted(*common_items_, "item", "items")));
        warn_of_trials(found_.a_name, curve_a_);
        warn_of_trials(found_.b_name, curve_b_);
        if (no_spread_) warn("All repeats are equal to the digit: rounded times hide how much they vary.");
        warn_of_few_repeats();
    }

    void warn_of_trials(const std::string& name, const scaling_curve& curve) {
        for (const auto* points : {&curve.points, &curve.empty_points})
            for (const auto& point : *points) {
                const auto place = fmt::format("{}, {}: ", name, workers_in_words(point.workers));
                if (point.trials_not_counted > 0) warn(place + point.why_not_counted);
                for (const auto& doubt : point.doubts) warn(place + doubt);
                if (!point.outliers_s.empty())
                    warn(place + counted(static_cast<long long>(point.outliers_s.size()), "repeat is", "repeats are") +
                         " far from the others; counted.");
            }
        for (const auto& words : curve.condition_warnings) warn(name + ": " + words);
    }

    void warn_of_few_repeats() {
        std::vector<std::string> lone;
        for (const auto& point : found_.points)
            if (!point.ratio.lo) lone.push_back(std::to_string(point.workers));
        if (lone.empty()) return;
        warn(fmt::format("One repeat only at {} {}: no interval there, and none for all of them.", join(lone, ", "),
                         lone.back() == "1" && lone.size() == 1 ? "worker" : "workers"));
    }

    const run_record& a_;
    const run_record& b_;
    compare_options options_;
    std::optional<int> common_items_;  // that the times of both are given for, where they did unlike numbers
    scaling_curve curve_a_;
    scaling_curve curve_b_;
    bool no_spread_ = false;
    run_comparison found_;
};

}  // namespace

verdict judge(const value_interval& ratio, double threshold) {
    if (!ratio.lo || !ratio.hi) return verdict::undecided;
    if (*ratio.lo >= 1 / (1 + threshold) && *ratio.hi <= 1 + threshold) return verdict::no_difference;
    if (*ratio.lo > 1) return verdict::slower;
    if (*ratio.hi < 1) return verdict::faster;
    return verdict::undecided;
}

run_comparison compare_runs(const run_record& a, const run_record& b, const compare_options& options) {
    return comparer(a, b, options).compare();
}

}  // namespace sweeplab
