#include "engine/comparison/comparison_words.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

std::string threshold_in_words(double threshold) { return fmt::format("{:g} %", threshold * 100); }

std::string counts_with(const run_comparison& value, verdict which) {
    std::vector<std::string> counts;
    for (const auto& point : value.points)
        if (point.decided == which) counts.push_back(std::to_string(point.workers));
    return join(counts, ", ");
}

bool any_is(const run_comparison& value, verdict which) {
    return std::any_of(value.points.begin(), value.points.end(), [&](const auto& one) { return one.decided == which; });
}

std::string headline_of(const run_comparison& value) {
    const auto& a = value.a_name;
    const auto& b = value.b_name;
    if (!value.comparable) return fmt::format("{} and {} are not compared: {}", a, b, value.why_not);
    if (any_is(value, verdict::faster) && any_is(value, verdict::slower))
        return fmt::format("It depends on the worker count: {} is faster than {} at {} and slower at {}", a, b,
                           counts_with(value, verdict::faster), counts_with(value, verdict::slower));
    const auto ratio = ratio_with_interval(*value.overall);
    switch (value.overall_verdict) {
        case verdict::slower: return fmt::format("{} is slower: it takes {} as long as {}", a, ratio, b);
        case verdict::faster: return fmt::format("{} is faster: it takes {} as long as {}", a, ratio, b);
        case verdict::no_difference:
            return fmt::format("No difference larger than {} between {} and {}: {}", threshold_in_words(value.threshold), a,
                               b, ratio);
        case verdict::undecided: break;
    }
    if (!value.overall->lo)
        return fmt::format(
            "Not decided: {} took {} as long as {}, and without repeats at every worker count that has no "
            "interval",
            a, ratio, b);
    return fmt::format("Not decided: {} takes {} as long as {}; more repeats are needed", a, ratio, b);
}

std::string list_of(const std::vector<int>& counts) {
    std::vector<std::string> words;
    for (const int count : counts) words.push_back(std::to_string(count));
    return join(words, ", ");
}

std::string detail_of(const run_comparison& value) {
    if (!value.comparable) return {};
    const bool any_interval = value.overall->lo || std::any_of(value.points.begin(), value.points.end(),
                                                               [](const auto& one) { return one.ratio.lo.has_value(); });
    std::string words =
        fmt::format("Times of {} over times of {}, geometric means over {}.", value.a_name, value.b_name,
                    counted(static_cast<long long>(value.points.size()), "common worker count", "common worker counts"));
    if (any_interval)
        words +=
            value.variances_differ
                ? " 95 % intervals; the repeats of the worker counts vary clearly unlike (Bartlett's test at 1 %), so "
                  "each stands on its own variance."
                : fmt::format(" 95 % intervals, variance pooled over the worker counts of both ({} degrees of freedom).",
                              value.dof);
    if (!value.only_a.empty()) words += fmt::format(" Only {} has {}.", value.a_name, list_of(value.only_a));
    if (!value.only_b.empty()) words += fmt::format(" Only {} has {}.", value.b_name, list_of(value.only_b));
    return words;
}

}  // namespace

std::string ratio_with_interval(const value_interval& ratio) {
    auto text = ratio_in_words(ratio.value);
    if (!ratio.lo || !ratio.hi) return text;
    const auto bare = [](double value) {
        auto words = ratio_in_words(value);
        words.resize(words.size() - std::string_view("×").size());
        return words;
    };
    return fmt::format("{} ({}–{})", text, bare(*ratio.lo), bare(*ratio.hi));
}

std::string_view key_of(verdict value) {
    switch (value) {
        case verdict::faster: return "faster";
        case verdict::slower: return "slower";
        case verdict::no_difference: return "no_difference";
        case verdict::undecided: return "undecided";
    }
    return "undecided";
}

std::string in_words(verdict value, double threshold) {
    switch (value) {
        case verdict::faster: return "faster";
        case verdict::slower: return "slower";
        case verdict::no_difference: return "no difference larger than " + threshold_in_words(threshold);
        case verdict::undecided: break;
    }
    return "not decided: needs more repeats";
}

void put_words(run_comparison& value) {
    value.headline = headline_of(value);
    value.detail = detail_of(value);
}

}  // namespace sweeplab
