// What to do: the recommendation, rate limits, laws, and what is not known.
#include <fmt/format.h>

#include "engine/advice/rate_safety.h"
#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "engine/laws/law_report.h"
#include "engine/prediction/stored_predictions.h"
#include "engine/report/report_parts.h"

namespace sweeplab {
namespace {

std::string range_in_words(const objective_advice& advice) {
    if (!advice.workers) return "none";
    auto text = std::to_string(*advice.workers);
    if (advice.range && advice.range->from != advice.range->to)
        text += fmt::format(" ({} – {} cannot be told apart)", advice.range->from, advice.range->to);
    return advice.predicted ? text + ", predicted" : text;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto line : split(text, '\n'))
        if (!trim(line).empty()) lines.emplace_back(trim(line));
    return lines;
}

}  // namespace

maybe_section advice_section(const run_analysis& analysis) {
    const auto& advice = analysis.advice;
    if (advice.candidates.empty()) return std::nullopt;
    report_section section{"Recommendation", {}};
    table_builder table;
    std::vector<std::string> what, workers, why;
    const auto add = [&](const std::string& name, const objective_advice& one) {
        what.push_back(name + std::string(meaning_of(one.which)));
        workers.push_back(range_in_words(one));
        why.push_back(one.reason);
    };
    add("", advice.chosen);
    for (const auto& mood : advice.moods)
        if (mood.advice.which != advice.chosen.which) add("For " + mood.mood + ": ", mood.advice);
    table.add("Asked for", what, false).add("Use", workers, false).add("Because", why, false);
    section.blocks.emplace_back(table.take());
    report_list next;
    for (const auto& action : advice.actions) next.lines.push_back("Next: " + action);
    for (const auto& one : advice.not_worth) next.lines.push_back("Not worth it: " + one.why);
    if (!next.lines.empty()) section.blocks.emplace_back(std::move(next));
    section.blocks.emplace_back(report_paragraph{candidates_in_words(advice)});
    return section;
}

maybe_section rate_section(const run_analysis& analysis) {
    const auto& rates = analysis.rates;
    if (rates.points.empty() || (!rates.tier.requests_per_minute && !rates.tier.tokens_per_minute)) return std::nullopt;
    report_section section{"Rate limits", {}};
    if (!analysis.rate_source.empty()) section.blocks.emplace_back(report_paragraph{analysis.rate_source});
    section.blocks.emplace_back(report_list{lines_of(describe_rate_safety(rates))});
    return section;
}

maybe_section laws_section(const run_analysis& analysis) {
    if (analysis.curve.points.empty()) return std::nullopt;
    report_section section{"Laws, as an illustration", {report_paragraph{describe_laws(analysis.laws)}}};
    if (const auto scores = describe_scores(analysis.predictions); !scores.empty())
        section.blocks.emplace_back(report_paragraph{scores});
    return section;
}

maybe_section missing_section(const run_analysis& analysis) {
    // That there is no band stands beneath the curve.
    auto lines = analysis.missing;
    if (!analysis.curve.points.empty()) std::erase(lines, analysis.bounds.missing);
    if (lines.empty()) return std::nullopt;
    return report_section{"Not known", {report_list{std::move(lines)}}};
}

}  // namespace sweeplab
