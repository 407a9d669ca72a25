#include "engine/targets/target_words.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

std::string limit_in_words(const target& value) {
    const auto* figure = find_target_figure(value.metric);
    return amount_in_words(value.limit, figure ? figure->unit : "");
}

// "at least 30 % below", "at most 5 % above"
std::string change_in_words(double limit, std::string_view wanted, std::string_view opposite) {
    if (limit >= 0) return fmt::format("at least {} % {}", number_in_words(limit), wanted);
    return fmt::format("at most {} % {}", number_in_words(-limit), opposite);
}

std::string rest_of_rule(const target& value) {
    switch (value.rule) {
        case target_rule::below: return "below " + limit_in_words(value);
        case target_rule::at_most: return "at most " + limit_in_words(value);
        case target_rule::above: return "above " + limit_in_words(value);
        case target_rule::at_least: return "at least " + limit_in_words(value);
        case target_rule::share_below: return "below " + limit_in_words(value);
        case target_rule::below_baseline: return change_in_words(value.limit, "below", "above") + " the baseline";
        case target_rule::above_baseline: return change_in_words(value.limit, "above", "below") + " the baseline";
    }
    return {};
}

// Both ends with as many digits as keep them apart from each other and from the value.
std::string interval_in_words(double value, double lo, double hi, const std::string& unit) {
    const auto text = [&unit](double number, int digits) { return amount_in_words(number, unit, digits); };
    int digits = unit.starts_with("%") ? 4 : 3;
    while (digits < 8 && (text(lo, digits) == text(hi, digits) || (lo < value && text(lo, digits) == text(value, digits)) ||
                          (value < hi && text(hi, digits) == text(value, digits))))
        ++digits;
    return fmt::format(" (95 %: {} – {})", number_in_words(lo, digits), text(hi, digits));
}

std::string change_against_baseline(const target_result& result) {
    const auto side = [](double percent) { return percent < 0 ? "below" : "above"; };
    const auto amount = [](double percent) { return number_in_words(std::abs(percent)) + " %"; };
    const double value = *result.value;
    auto text = fmt::format("{} {} the baseline", amount(value), side(value));
    if (!result.lo || !result.hi) return text;
    const double lo = *result.lo, hi = *result.hi;
    if (std::string_view(side(lo)) != side(hi))
        return text + fmt::format(" (95 %: {} {} – {} {})", amount(lo), side(lo), amount(hi), side(hi));
    const auto [least, most] = std::minmax({std::abs(lo), std::abs(hi)});  // by value
    return text + fmt::format(" (95 %: {} – {} %)", number_in_words(least), number_in_words(most));
}

std::string margin_in_words(const target_result& result, const std::string& unit) {
    const double margin = *result.margin;
    // "1 %" of a percentage would be another thing.
    const bool share = unit == "%";
    const auto amount =
        share ? number_in_words(std::abs(margin), 4) + " percentage points" : amount_in_words(std::abs(margin), unit);
    if (margin < 0) return amount + " short of it";
    return margin == 0 ? "on the limit" : amount + " to spare";
}

}  // namespace

std::string number_in_words(double number, int digits) {
    if (std::abs(number) >= 999.5) return fmt::format("{:.0f}", number);
    return fmt::format("{:.{}g}", number, digits);
}

std::string amount_in_words(double number, const std::string& unit, std::optional<int> digits) {
    // A share is mostly near 100, where three digits hide what matters.
    const bool share = unit.starts_with("%");
    auto text = number_in_words(number, digits.value_or(share ? 4 : 3));
    if (unit.empty()) return text;
    return text + (unit == "×" ? "" : " ") + unit;
}

std::string unit_of(const target& asked, const std::string& currency) {
    if (asks_for_a_baseline(asked) || asked.rule == target_rule::share_below) return "%";
    const auto* figure = find_target_figure(asked.metric);
    if (!figure) return {};
    return figure->unit.empty() ? currency : figure->unit;
}

std::string name_of(const run_record& run) {
    return run.summary.id ? fmt::format("{} (run {})", run.summary.name, run.summary.id.value) : run.summary.name;
}

std::string_view to_text(target_state state) {
    switch (state) {
        case target_state::pass: return "pass";
        case target_state::fail: return "fail";
        case target_state::pending: return "pending";
    }
    return "pending";
}

bool asks_for_a_baseline(const target& value) {
    return value.rule == target_rule::below_baseline || value.rule == target_rule::above_baseline;
}

std::string rule_in_words(const target& value) {
    const auto* figure = find_target_figure(value.metric);
    const std::string name = !value.series.empty() ? value.series : figure ? figure->name : value.metric;
    std::string text;
    if (value.rule == target_rule::share_below)
        text = fmt::format("at least {} % of {} {}", number_in_words(value.at_least_pct, 4), name, rest_of_rule(value));
    else if (value.which == statistic::value) text = fmt::format("{} {}", name, rest_of_rule(value));
    else text = fmt::format("{} {} {}", to_text(value.which), name, rest_of_rule(value));
    if (value.over_h) text += fmt::format(" over {} h", number_in_words(*value.over_h));
    if (value.workers) text += " at " + workers_in_words(*value.workers);
    return text;
}

void put_words(target_result& result, const std::string& currency) {
    if (!result.value) {
        result.words = result.why_pending;
        return;
    }
    const auto unit = unit_of(result.asked, currency);
    auto text = amount_in_words(*result.value, unit);
    if (asks_for_a_baseline(result.asked)) text = change_against_baseline(result);
    else if (result.lo && result.hi) text += interval_in_words(*result.value, *result.lo, *result.hi, unit);
    text += ", " + margin_in_words(result, unit);
    if (result.within_uncertainty) text += ", within the uncertainty";
    else if (!result.lo) text += ", uncertainty not known";
    if (!result.basis.empty()) text += ", of " + result.basis;
    if (result.workers && !result.asked.workers) text += ", at " + workers_in_words(*result.workers);
    result.words = std::move(text);
}

}  // namespace sweeplab
