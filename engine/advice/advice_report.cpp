// Advice for a terminal and for other programs.
#include <fmt/format.h>

#include "engine/advice/advice.h"
#include "engine/advice/advice_objectives.h"
#include "engine/analysis/words.h"
#include "engine/model/json_fields.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_listed = 6;

json advice_to_json(const objective_advice& advice) {
    return {{"objective", key_of(advice.which)},
            {"meaning", meaning_of(advice.which)},
            {"workers", value_or_null(advice.workers)},
            {"range", advice.range ? json::array({advice.range->from, advice.range->to}) : json(nullptr)},
            {"shown_by", value_or_null(advice.shown_by)},
            {"predicted", advice.predicted},
            {"time_s", value_or_null(advice.time_s)},
            {"reason", advice.reason}};
}

json candidate_to_json(const advice_candidate& one) {
    return {{"workers", one.workers},
            {"predicted", one.predicted},
            {"shown_by", one.shown_by},
            {"time_s", one.time_s},
            {"noise_ln", value_or_null(one.noise_ln)},
            {"repeats", one.predicted ? json(nullptr) : json(one.repeats)},
            {"speedup", value_or_null(one.speedup)},
            {"efficiency", value_or_null(one.efficiency)},
            {"items_per_s", value_or_null(one.items_per_s)},
            {"cost", value_or_null(one.cost)}};
}

json cap_to_json(width_cap cap) {
    switch (cap) {
        case width_cap::items: return "items";
        case width_cap::dag: return "dependencies";
        case width_cap::rate_limit: return "rate_limit";
        case width_cap::none: break;
    }
    return nullptr;
}

// "4 workers", "12 workers, as measured with 20", "6 to 8 workers (6)"
std::string answer_in_words(const objective_advice& advice) {
    if (!advice.workers) return "no worker count";
    auto words = workers_in_words(*advice.workers);
    if (advice.shown_by && *advice.shown_by > *advice.workers)
        words = fmt::format("{} workers as measured, of which {} do the same", *advice.shown_by, *advice.workers);
    if (advice.range) words += fmt::format(", from the range {} to {}", advice.range->from, advice.range->to);
    return words;
}

}  // namespace

std::string candidates_in_words(const advice_report& report) {
    std::vector<int> predicted;
    std::string measured;
    int measured_count = 0;
    for (const auto& one : report.candidates) {
        if (one.predicted) {
            predicted.push_back(one.workers);
            continue;
        }
        const bool itself = one.shown_by.size() == 1 && one.shown_by.front() == one.workers;
        measured += (measured.empty() ? "" : ", ") + std::to_string(one.workers);
        if (!itself) measured += " (as " + listed(one.shown_by) + ")";
        ++measured_count;
    }
    std::string words;
    if (measured_count > 0) words = "Measured: " + measured + (measured == "1" ? " worker." : " workers.");
    // A replay may have been asked for every count.
    const bool many = predicted.size() > most_listed;
    if (!predicted.empty())
        words += (words.empty() ? "" : " ") + fmt::format("Predicted: {} worker{}.",
                                                          many ? worker_counts_to_text(predicted) : listed(predicted),
                                                          predicted.size() == 1 && predicted[0] == 1 ? "" : "s");
    return words;
}

std::string describe_advice(const advice_report& report) {
    std::string text;
    for (const auto& warning : report.warnings) text += "Warning: " + warning + "\n";
    text += fmt::format("Recommended for \"{}\": {}.\n  {}\n", meaning_of(report.chosen.which),
                        answer_in_words(report.chosen), report.chosen.reason);
    for (const auto& mood : report.moods)
        text += fmt::format("For {} ({}): {}.\n", mood.mood, meaning_of(mood.advice.which), answer_in_words(mood.advice));
    for (const auto& one : report.not_worth) text += "Not worth it: " + one.why + ".\n";
    for (const auto& action : report.actions) text += "Next: " + action + "\n";
    if (const auto words = candidates_in_words(report); !words.empty()) text += words + "\n";
    return text;
}

json to_json(const advice_report& report) {
    auto value = advice_to_json(report.chosen);
    value["objectives"] = json::array();
    for (const auto& one : report.objectives) value["objectives"].push_back(advice_to_json(one));
    value["moods"] = json::array();
    for (const auto& one : report.moods) {
        auto mood = advice_to_json(one.advice);
        mood["mood"] = one.mood;
        value["moods"].push_back(std::move(mood));
    }
    value["candidates"] = json::array();
    for (const auto& one : report.candidates) value["candidates"].push_back(candidate_to_json(one));
    value["candidates_in_words"] = candidates_in_words(report);
    value["not_worth"] = json::array();
    for (const auto& one : report.not_worth) value["not_worth"].push_back({{"workers", one.workers}, {"why", one.why}});
    value["actions"] = report.actions;
    value["warnings"] = report.warnings;
    value["usable_workers"] = value_or_null(report.usable_workers);
    value["usable_workers_from"] = cap_to_json(report.cap);
    value["noise_known"] = report.noise_known;
    value["wrong_baseline"] = report.wrong_baseline;
    return value;
}

}  // namespace sweeplab
