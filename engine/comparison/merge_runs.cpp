#include "engine/comparison/merge_runs.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/model/plan_folder.h"

namespace sweeplab {
namespace {

std::string label_of(const run_record& run) { return fmt::format("run {} ({})", run.summary.id.value, run.summary.name); }

result<void> check_alike(const std::vector<run_record>& runs) {
    if (runs.size() < 2) return fail(error_kind::bad_input, "it takes two runs or more to merge them");
    const auto& first = runs.front();
    std::set<run_id> seen;
    for (const auto& run : runs) {
        if (!seen.insert(run.summary.id).second) return fail(error_kind::bad_input, label_of(run) + " is there twice");
        if (run.summary.state == run_state::running)
            return fail(error_kind::busy, label_of(run) + " is under way", {}, "Wait until it is done.");
        if (run.work_hash.empty() || run.work_hash != first.work_hash)
            return fail(
                error_kind::bad_input,
                label_of(first) + " and " + label_of(run) + " are not the same work, so their repeats are not repeats", {},
                "Compare them instead.");
        if (folders_differ(run, first))
            return fail(error_kind::bad_input,
                        label_of(first) + " and " + label_of(run) +
                            " ran the same words in different folders, where they may well have done different work",
                        {}, "Compare them instead.");
        if (run.summary.host_id != first.summary.host_id)
            return fail(error_kind::bad_input, label_of(first) + " and " + label_of(run) + " ran on different hosts", {},
                        "Compare them instead.");
        if (run.summary.simulated != first.summary.simulated)
            return fail(error_kind::bad_input, "one of them ran against the simulated endpoint, and another did not");
        if (run.currency != first.currency) return fail(error_kind::bad_input, "their costs are in different currencies");
    }
    return {};
}

bool ended_by_itself(const trial& one) { return one.state == trial_state::complete || one.state == trial_state::failed; }

}  // namespace

result<run_record> merge_runs(const std::vector<run_record>& runs) {
    if (const auto alike = check_alike(runs); !alike) return tl::unexpected(alike.error());
    std::vector<const run_record*> by_age;
    for (const auto& run : runs) by_age.push_back(&run);
    std::ranges::stable_sort(by_age, {}, [](const run_record* run) { return run->summary.started_at; });

    run_record merged = *by_age.back();
    merged.trials.clear();
    merged.predictions = json::array();
    auto& summary = merged.summary;
    summary.id = {};
    summary.starred = false;
    summary.started_at = by_age.front()->summary.started_at;
    summary.tags.clear();
    summary.state = run_state::complete;
    std::set<int> workers;
    std::map<std::pair<int, bool>, int> repeats;
    std::vector<std::string> from;
    for (const auto* run : by_age) {
        from.push_back(std::to_string(run->summary.id.value));
        summary.ended_at = std::max(summary.ended_at, run->summary.ended_at);
        for (const auto& tag : run->summary.tags)
            if (std::ranges::find(summary.tags, tag) == summary.tags.end()) summary.tags.push_back(tag);
        auto trials = run->trials;
        std::ranges::stable_sort(trials, {}, &trial::position);
        for (auto& one : trials) {
            if (!ended_by_itself(one)) continue;
            one.id = {};
            one.position = static_cast<int>(merged.trials.size());
            one.repeat = ++repeats[{one.workers, one.warm_up}];
            if (!one.warm_up) workers.insert(one.workers);
            merged.trials.push_back(std::move(one));
        }
        for (const auto& made : run->predictions) merged.predictions.push_back(made);
    }
    if (merged.trials.empty()) return fail(error_kind::bad_input, "none of their trials ran to its end");
    summary.workers.assign(workers.begin(), workers.end());
    summary.trials_planned = summary.trials_complete = 0;
    for (const auto& one : merged.trials) {
        if (!one.warm_up) ++summary.trials_planned;
        if (!one.warm_up && one.state == trial_state::complete) ++summary.trials_complete;
    }
    const auto note = "Merged from the runs " + join(from, ", ") + ".";
    summary.notes = summary.notes.empty() ? note : summary.notes + "\n" + note;
    return merged;
}

}  // namespace sweeplab
