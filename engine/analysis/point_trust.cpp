#include "engine/analysis/point_trust.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/unlike_counts.h"
#include "engine/analysis/words.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double most_deviations = 14.8;
constexpr std::size_t least_repeats = 5;

double median_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// Repeats fail the same check with other figures; one of them is enough to read.
std::string without_numbers(std::string text) {
    std::erase_if(text, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '+'; });
    return text;
}

std::string listed(const std::vector<double>& times_s) {
    std::vector<std::string> words;
    for (const double time : times_s) words.push_back(seconds_in_words(time));
    return join(words, ", ");
}

double mean_of(const std::vector<double>& times_s) { return std::exp(make_log_group(times_s).mean); }

}  // namespace

std::vector<double> outliers_of(const std::vector<double>& times_s) {
    if (times_s.size() < least_repeats) return {};
    std::vector<double> logs;
    for (const double time : times_s) logs.push_back(std::log(time));
    const double median = median_of(logs);
    std::vector<double> deviations;
    for (const double value : logs) deviations.push_back(std::abs(value - median));
    const double typical = median_of(deviations);
    std::vector<double> outliers;
    // Half of the repeats equal: rounded times, whose deviations say nothing of what is usual.
    if (typical <= 0) return outliers;
    for (std::size_t i = 0; i < times_s.size(); ++i)
        if (deviations[i] / typical > most_deviations) outliers.push_back(times_s[i]);
    std::sort(outliers.begin(), outliers.end());
    return outliers;
}

void add_trust(const std::vector<const trial*>& counted, const std::vector<const trial*>& others,
               const std::optional<int>& common, scaling_point& point) {
    for (const trial* one : counted) {
        if (!one->audit_faults) continue;
        for (const auto& fault : *one->audit_faults)
            if (std::none_of(point.doubts.begin(), point.doubts.end(), [&fault](const std::string& known) {
                    return without_numbers(known) == without_numbers(fault);
                }))
                point.doubts.push_back(fault);
    }
    point.outliers_s = outliers_of(point.times_s);
    for (const trial* one : others)
        if (one->could_count() && *one->time_ns > 0)
            point.excluded_s.push_back(to_seconds(duration(*one->time_ns)) * share_of(*one, common));
}

void add_trust_warnings(const scaling_curve& curve, std::vector<std::string>& warnings) {
    for (const auto& point : curve.points) {
        const auto at = workers_in_words(point.workers);
        if (!point.doubts.empty())
            warnings.push_back(
                fmt::format("{}: its own record speaks against it (grey in charts): {}.", at, join(point.doubts, "; ")));
        if (!point.outliers_s.empty())
            warnings.push_back(fmt::format(
                "{}: {} ({}) far from the others. They count until they are excluded with a reason.", at,
                point.outliers_s.size() == 1 ? "one repeat lies" : "some repeats lie", listed(point.outliers_s)));
        if (!point.excluded_s.empty()) {
            auto all = point.times_s;
            all.insert(all.end(), point.excluded_s.begin(), point.excluded_s.end());
            warnings.push_back(fmt::format("{}: {} with what was excluded ({}), {} without.", at,
                                           seconds_in_words(mean_of(all)), listed(point.excluded_s),
                                           seconds_in_words(point.time_s.value)));
        }
    }
}

std::string repeat_rule_in_words(const json& plan) {
    if (!plan.is_object() || !plan.contains("sweep") || !plan["sweep"].is_object()) return {};
    const auto& sweep = plan["sweep"];
    const auto rule = sweep.find("adaptive");
    if (rule == sweep.end() || !rule->is_object()) return {};
    auto words = fmt::format("Repeated at least {} times, until every interval was within ±{:.3g} %, at most {} times",
                             rule->value("at_least", 5), rule->value("half_width_pct", 5.0), sweep.value("repeats", 1));
    if (rule->contains("budget_s") && (*rule)["budget_s"].is_number())
        words += fmt::format(" or until the trials had taken {}", seconds_in_words((*rule)["budget_s"].get<double>()));
    return words + ".";
}

}  // namespace sweeplab
