#include "app/cli/what_if_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/analysis/recommendation.h"
#include "engine/analysis/words.h"

namespace sweeplab::cli {
namespace {

constexpr std::size_t most_steps_shown = 3;  // the JSON has all of them

std::string saving_in_words(const what_if& one) {
    const auto time = seconds_in_words(one.time_s);
    if (one.what == change::none) return time;
    const auto shown = seconds_in_words(std::abs(one.saving_s));
    if (std::abs(one.saving_s) < 0.001 * (one.time_s + one.saving_s)) return time + ", no difference";
    return fmt::format("{}, {} {}", time, shown, one.saving_s > 0 ? "less" : "more");
}

// What is asked of every run, and of the steps those that would save most.
std::vector<const what_if*> shown_of(const std::vector<what_if>& cases) {
    std::vector<const what_if*> always, steps;
    for (const auto& one : cases) (one.what == change::step_parallel ? steps : always).push_back(&one);
    std::ranges::stable_sort(steps, std::greater{}, &what_if::saving_s);
    std::erase_if(steps, [](const what_if* one) { return one->saving_s <= 0; });
    if (steps.size() > most_steps_shown) steps.resize(most_steps_shown);
    always.insert(always.end(), steps.begin(), steps.end());
    return always;
}

}  // namespace

std::string what_if_text(const run_what_if& asked) {
    if (!asked.report.fault.empty() || asked.report.cases.empty()) return {};
    auto text = "What if: " + describe_what_if(asked) + "\n";
    for (const auto* one : shown_of(asked.report.cases))
        text += fmt::format("  {}: {}\n", change_in_words(asked, *one), saving_in_words(*one));
    if (asked.has_dependencies) text += "  " + critical_path_in_words(asked, asked.report.cases.front()) + "\n";
    return text + "  " + asked.basis + "\n";
}

std::optional<run_what_if> what_if_of_items(const timed_items& items, const curve_prediction& curve) {
    if (!curve.has_dependencies || curve.points.empty()) return std::nullopt;
    const auto best = std::ranges::min(curve.points, {}, &prediction::time_s).time_s;
    run_what_if asked;
    asked.names = items.names;
    asked.has_dependencies = true;
    asked.workers = 0;
    for (const auto& made : curve.points)
        if (made.time_s <= near_best * best && (asked.workers == 0 || made.workers < asked.workers))
            asked.workers = made.workers;
    replay_settings settings;
    settings.workers = asked.workers;
    settings.order = curve.points.front().order;
    asked.report = ask_what_if(items.items, items.names, settings);
    asked.basis = fmt::format("Replayed from the items as they stand, on {}.", workers_in_words(asked.workers));
    return asked;
}

}  // namespace sweeplab::cli
