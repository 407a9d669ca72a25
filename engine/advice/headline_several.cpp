// What the advice for several runs says beside each other: which machine, with how many workers.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/advice/headline.h"
#include "engine/advice/headline_parts.h"
#include "engine/analysis/finding_parts.h"
#include "engine/analysis/words.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

struct contender {
    std::string name;
    const advice_report* advice = nullptr;
    const advice_candidate* chosen = nullptr;
};

std::vector<contender> fastest_first(const std::vector<advised_curve>& runs, const std::vector<scaling_curve>& curves) {
    std::vector<contender> ranked;
    for (const auto& run : runs)
        for (const auto& one : run.advice->candidates)
            if (run.advice->chosen.workers == one.workers)
                ranked.push_back({name_among(*run.curve, curves), run.advice, &one});
    std::ranges::stable_sort(ranked, {}, [](const contender& one) { return one.chosen->time_s; });
    return ranked;
}

// "8 to 12 workers, 27.8 s"
std::string choice_in_words(const contender& one) {
    return fmt::format("{}, {}", counts_in_words(one.advice->chosen), seconds_in_words(one.chosen->time_s));
}

// By how much of ln T two of them may differ through noise alone; nothing where it is not known.
std::optional<double> noise_of(const contender& a, const contender& b) {
    if (!a.chosen->noise_ln || !b.chosen->noise_ln) return std::nullopt;
    return std::hypot(*a.chosen->noise_ln, *b.chosen->noise_ln);
}

// "laptop takes 1.12× (1.05–1.19) as long: 8 workers, 27.0 s"; the interval is a 95 % one where the noise is known.
std::string slower_in_words(const contender& slower, const contender& faster) {
    const double ratio = slower.chosen->time_s / faster.chosen->time_s;
    auto words = fmt::format("{} takes {}", slower.name, ratio_in_words(ratio));
    if (const auto noise = noise_of(slower, faster))
        words += fmt::format(" ({:.2f}–{:.2f})", ratio * std::exp(-*noise), ratio * std::exp(*noise));
    return words + " as long: " + choice_in_words(slower);
}

bool told_apart(const contender& slower, const contender& faster) {
    return std::log(slower.chosen->time_s / faster.chosen->time_s) > noise_of(slower, faster).value_or(0);
}

std::string headline_of(const std::vector<contender>& ranked, bool comparable) {
    const auto& first = ranked[0];
    const auto& second = ranked[1];
    if (!comparable) {
        std::vector<std::string> parts;
        for (const auto& one : ranked) parts.push_back(fmt::format("{}: {}", one.name, choice_in_words(one)));
        return "Not comparable, the work differs. " + join(parts, "; ");
    }
    if (!told_apart(second, first))
        return fmt::format("{} and {} are not told apart: {} against {}", first.name, second.name, choice_in_words(first),
                           choice_in_words(second));
    return fmt::format("{} is fastest: {}; {}", first.name, choice_in_words(first), slower_in_words(second, first));
}

std::string detail_of(const std::vector<contender>& ranked, bool comparable) {
    std::vector<std::string> parts;
    for (std::size_t i = 2; comparable && i < ranked.size(); ++i)
        parts.push_back(ranked[i].name + ": " + choice_in_words(ranked[i]) + ".");
    for (const auto& one : ranked) parts.push_back(one.name + ", " + one.advice->chosen.reason);
    return join(parts, " ");
}

}  // namespace

finding advised_finding(const std::vector<advised_curve>& runs) {
    if (runs.size() == 1) return advised_finding(*runs[0].curve, result_agreement{}, *runs[0].advice);
    std::vector<scaling_curve> curves;
    for (const auto& run : runs) curves.push_back(*run.curve);
    auto words = describe_scaling(curves);
    const auto ranked = fastest_first(runs, curves);
    if (ranked.size() < 2) return words;
    const bool comparable = same_work(curves);
    words.headline = headline_of(ranked, comparable);
    words.detail = detail_of(ranked, comparable);
    std::vector<std::string> advised;
    for (const auto& run : runs)
        for (const auto& warning : run.advice->wrong_baseline ? run.advice->warnings : std::vector<std::string>{})
            advised.push_back(name_among(*run.curve, curves) + ", " + warning);
    add_new(advised, words.warnings);
    return words;
}

}  // namespace sweeplab
