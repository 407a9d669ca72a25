#include "app/cli/analysis_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/cli/loss_table.h"
#include "app/cli/milestone_table.h"
#include "app/cli/phase_table.h"
#include "app/cli/prediction_table.h"
#include "app/cli/soak_table.h"
#include "app/cli/what_if_text.h"
#include "engine/advice/headline.h"
#include "engine/advice/run_milestones.h"
#include "engine/analysis/latency_json.h"
#include "engine/analysis/loss_json.h"
#include "engine/analysis/solved_report.h"
#include "engine/foundation/text.h"
#include "engine/laws/law_report.h"

namespace sweeplab::cli {
namespace {

std::string title_of(const run_record& run) {
    const auto& summary = run.summary;
    auto text = summary.id ? fmt::format("Run {}: {}", summary.id.value, summary.name) : summary.name;
    if (summary.simulated) text += " (simulated)";
    return text + "\n" + summary.host_name + "\n";
}

std::string finding_text(const finding& words) {
    auto text = words.headline + "\n";
    if (!words.detail.empty()) text += words.detail + "\n";
    for (const auto& warning : words.warnings) text += "! " + warning + "\n";
    return text;
}

bool is_said_below(const std::string& reason, const run_analysis& analysis) {
    return reason == analysis.bounds.missing || reason == describe_losses(analysis.losses) + ".";
}

// Nothing else applies to an open loop or a soak.
std::string planned_time_text(const run_record& run, const run_analysis& analysis) {
    auto text = title_of(run) + "\n" + phase_text(analysis.phases) + soak_text(analysis.soak);
    for (const auto& warning : advised_finding(analysis).warnings) text += "! " + warning + "\n";
    for (const auto& reason : analysis.missing) text += reason + "\n";
    return text;
}

}  // namespace

std::string analysis_text(const run_record& run, const run_analysis& analysis) {
    if (analysis.curve.open_loop || analysis.curve.soak) return planned_time_text(run, analysis);
    auto text =
        title_of(run) + "\n" + finding_text(advised_finding(analysis)) + "\n" + describe_advice(analysis.advice) + "\n";
    text += "Bounds: " + describe_bounds(analysis.bounds) + "\n";
    text += "Laws: " + describe_laws(analysis.laws) + "\n";
    const bool limited = analysis.rates.tier.requests_per_minute || analysis.rates.tier.tokens_per_minute;
    if (limited && !analysis.rates.points.empty()) {
        text += "Rate limit:" + (analysis.rate_source.empty() ? "" : " " + analysis.rate_source) + "\n";
        text += describe_rate_safety(analysis.rates);
    }
    text += milestone_text(milestones_of_run(run));
    if (const auto solved = describe_solved(make_solved_report(run)); !solved.empty()) text += "Solved:\n" + solved;
    text += stored_predictions_text(analysis.predictions);
    if (const auto asked = what_if_of(run, analysis)) text += what_if_text(*asked);
    for (const auto& reason : analysis.missing)
        if (!is_said_below(reason, analysis)) text += "Not known: " + reason + "\n";
    return text + "\n" + loss_text(analysis.losses);
}

json analysis_json(const run_record& run, const run_analysis& analysis) {
    auto whole = to_json(analysis.losses);
    whole["latency"] = to_json(analysis.latency);
    whole.update(to_json(analysis));
    if (!run.summary.id) whole["run"] = nullptr;
    whole["items"] = analysis.curve.items > 0 ? json(analysis.curve.items) : json(nullptr);
    if (analysis.losses.empty())
        whole["baseline_workers"] = analysis.curve.points.empty() ? json(nullptr) : json(analysis.curve.baseline_workers);
    const auto words = advised_finding(analysis);
    whole["scaling"] = {{"finding", words.headline}, {"detail", words.detail}, {"warnings", words.warnings}};
    whole["simulated"] = run.summary.simulated;
    whole["missing"] = analysis.missing;
    whole["phases"] = analysis.curve.open_loop ? to_json(analysis.phases) : json(nullptr);
    whole["soak"] = analysis.curve.soak ? to_json(analysis.soak) : json(nullptr);
    whole["milestones"] = to_json(milestones_of_run(run));
    whole["solved"] = to_json(make_solved_report(run));
    if (const auto asked = what_if_of(run, analysis)) {
        whole["what_if"] = to_json(*asked);
    } else {
        whole["what_if"] = nullptr;
        whole["missing"].push_back("What if: " + asked.error() + ".");
    }
    return whole;
}

bool says_nothing(const run_analysis& analysis) {
    return analysis.curve.points.empty() && analysis.phases.empty() && analysis.soak.empty() && analysis.losses.empty() &&
           analysis.losses.not_averaged.empty();
}

}  // namespace sweeplab::cli
