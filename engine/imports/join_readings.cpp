#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/imports/imports.h"
#include "engine/imports/json_values.h"

namespace sweeplab {
namespace {

std::string said(const run_record& run, const char* pointer) {
    return run.plan.is_object() ? text_at(run.plan, {pointer}) : std::string();
}

// Trials and the tool's figures of `from`, numbered on.
void add_run(run_record&& from, std::map<int, int>& repeats, run_record& into) {
    std::map<std::pair<int, int>, int> renumbered;
    for (auto& one : from.trials) {
        const auto before = one.repeat;
        one.repeat = ++repeats[one.workers];
        renumbered[{one.workers, before}] = one.repeat;
        one.position = static_cast<int>(into.trials.size());
        into.trials.push_back(std::move(one));
    }
    auto& metrics = into.plan["imported"]["metrics"];
    for (auto& metric : from.plan["imported"]["metrics"]) {
        const auto found = renumbered.find({metric.value("workers", 0), metric.value("repeat", 0)});
        if (found != renumbered.end()) metric["repeat"] = found->second;
        metrics.push_back(std::move(metric));
    }
}

std::vector<std::optional<std::int64_t>> input_lengths(const trial& one, std::size_t items) {
    std::vector<std::optional<std::int64_t>> lengths(items);
    for (const auto& span : one.attempts)
        if (span.item >= 0 && static_cast<std::size_t>(span.item) < items)
            lengths[static_cast<std::size_t>(span.item)] = span.measured.get(measure::input_tokens);
    return lengths;
}

// As far as the lengths of the prompts tell.
bool same_items(const run_record& a, const run_record& b) {
    if (a.items != b.items || a.items.empty() || a.trials.empty() || b.trials.empty()) return false;
    return input_lengths(a.trials.front(), a.items.size()) == input_lengths(b.trials.front(), a.items.size());
}

void sum_up(run_record& run) {
    std::set<int> workers;
    run.summary.trials_complete = 0;
    for (const auto& one : run.trials) {
        workers.insert(one.workers);
        run.summary.trials_complete += one.state == trial_state::complete ? 1 : 0;
        if (one.started_at > 0 && (run.summary.started_at == 0 || one.started_at < run.summary.started_at))
            run.summary.started_at = one.started_at;
    }
    run.summary.trials_planned = static_cast<int>(run.trials.size());
    run.summary.workers.assign(workers.begin(), workers.end());
}

template <class T>
void append_new(std::vector<T>&& from, std::vector<T>& into) {
    for (auto& one : from)
        if (std::ranges::find(into, one) == into.end()) into.push_back(std::move(one));
}

void add_preview(import_preview&& from, import_preview& into) {
    into.file += ", " + from.file;
    append_new(std::move(from.taken), into.taken);
    for (auto& path : from.dropped_keys) into.dropped_keys.push_back(from.file + " " + path);
    for (auto& what : from.left_out) into.left_out.push_back(from.file + ": " + what);
    append_new(std::move(from.remarks), into.remarks);
    for (auto& metric : from.metrics) {
        const auto known = std::ranges::find(into.metrics, metric.id, &preview_metric::id);
        if (known != into.metrics.end()) known->values += metric.values;
        else into.metrics.push_back(std::move(metric));
    }
}

}  // namespace

result<file_reading> join_readings(std::vector<file_reading> readings, const std::string& name) {
    if (readings.empty()) return fail(error_kind::bad_input, "there is no file to join");
    for (const auto& one : readings) {
        if (one.runs.size() != 1 || said(one.runs.front(), "/imported/tool").empty())
            return fail(error_kind::bad_input, "is no file of another tool with a single run", one.preview.file,
                        "Only the parts of one sweep can be joined.");
        for (const auto* pointer : {"/imported/tool", "/imported/model"}) {
            const auto& first = readings.front();
            const auto mine = said(one.runs.front(), pointer), theirs = said(first.runs.front(), pointer);
            if (mine != theirs)
                return fail(error_kind::bad_input,
                            fmt::format("is of \"{}\", but {} of \"{}\"", mine, first.preview.file, theirs),
                            one.preview.file, "Only the parts of one sweep can be joined.");
        }
    }
    file_reading joined = std::move(readings.front());
    auto& run = joined.runs.front();
    bool all_same = true;
    std::map<int, int> repeats;
    for (const auto& one : run.trials) repeats[one.workers] = std::max(repeats[one.workers], one.repeat);
    for (std::size_t i = 1; i < readings.size(); ++i) {
        all_same = all_same && same_items(run, readings[i].runs.front());
        add_run(std::move(readings[i].runs.front()), repeats, run);
        add_preview(std::move(readings[i].preview), joined.preview);
    }
    // Attempts tell their item by its place, so a list of items needs to hold for all of them.
    if (!all_same) {
        run.items.clear();
        for (auto& one : run.trials) one.intervals.clear();
    }
    std::ranges::stable_sort(run.trials, {}, &trial::workers);
    for (std::size_t i = 0; i < run.trials.size(); ++i) run.trials[i].position = static_cast<int>(i);
    if (!name.empty()) run.summary.name = name;
    sum_up(run);
    joined.preview.runs = {{run.summary.name, run.summary.workers, run.trials.size(), 0}};
    for (const auto& one : run.trials) joined.preview.runs.front().requests += one.attempts.size();
    return joined;
}

}  // namespace sweeplab
