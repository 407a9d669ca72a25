// From what a reader found to runs that can be stored, and to the preview of both.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/foundation/hash.h"
#include "engine/foundation/text.h"
#include "engine/imports/tool_run.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_figures = 20'000;  // of a run; they are kept in one piece

trial make_trial(const tool_point& point, int repeat, int position, bool same_items) {
    trial made;
    made.workers = made.slots = point.workers;
    made.repeat = repeat;
    made.position = position;
    made.started_at = point.started_at;
    made.jobs = static_cast<int>(std::min<std::int64_t>(point.requests, std::numeric_limits<int>::max()));
    made.failed = static_cast<int>(std::min<std::int64_t>(point.failed, std::numeric_limits<int>::max()));
    made.input_tokens = point.input_tokens;
    made.output_tokens = point.output_tokens;
    made.time_ns = from_seconds(point.seconds).count();
    made.state = point.cut_short.empty() ? trial_state::complete : trial_state::cancelled;
    made.message = point.cut_short;
    add_spans(point, made);
    // Without knowing what each item takes alone, nothing can be told of what is lost.
    if (!same_items) made.intervals.clear();
    return made;
}

// The same request at every worker count, so that what inflates can be told.
item_list items_of(const tool_run& run) {
    item_list items;
    if (!run.same_items || run.points.empty()) return items;
    const auto count = run.points.front().spans.size();
    const bool all = std::ranges::all_of(run.points, [&](const auto& point) { return point.spans.size() == count; });
    if (!all) return items;
    for (std::size_t i = 0; i < count; ++i) items.push_back({std::to_string(i), ""});
    return items;
}

json figures_json(const tool_file& file, const tool_run& run, const run_record& record, import_preview& preview) {
    json list = json::array();
    for (std::size_t i = 0; i < run.points.size(); ++i) {
        for (const auto& figure : run.points[i].figures) {
            if (list.size() == most_figures) {
                preview.remarks.push_back(
                    fmt::format("more than {} figures of {}: the rest is left out", most_figures, file.tool));
                return list;
            }
            list.push_back({{"id", figure.id},
                            {"workers", record.trials[i].workers},
                            {"repeat", record.trials[i].repeat},
                            {"value", figure.value},
                            {"unit", figure.unit}});
        }
    }
    return list;
}

run_record make_record(const tool_file& file, const tool_run& run, const std::string& file_name, run_origin origin,
                       import_preview& preview) {
    run_record record;
    auto& summary = record.summary;
    // These files do not say on which machine they were made, as a CSV may not.
    record.host.name = "machine not named";
    record.host.id = "imported-" + digest_hex(record.host.name).substr(0, 16);
    summary.host_id = record.host.id;
    summary.host_name = record.host.name;
    summary.name = run.name;
    summary.kind = "imported";
    summary.origin = origin;
    summary.state = run_state::complete;
    summary.workload = file.tool + (run.model.empty() ? "" : ": " + run.model) + (run.what.empty() ? "" : "; " + run.what);
    record.items = items_of(run);
    std::map<int, int> repeats;
    std::set<int> workers;
    for (const auto& point : run.points) {
        record.trials.push_back(
            make_trial(point, ++repeats[point.workers], static_cast<int>(record.trials.size()), !record.items.empty()));
        const auto& made = record.trials.back();
        workers.insert(point.workers);
        summary.trials_complete += made.state == trial_state::complete ? 1 : 0;
        if (made.started_at > 0 && (summary.started_at == 0 || made.started_at < summary.started_at))
            summary.started_at = made.started_at;
    }
    summary.trials_planned = static_cast<int>(run.points.size());
    summary.workers.assign(workers.begin(), workers.end());
    record.plan = {{"imported",
                    {{"key", file.key},
                     {"tool", file.tool},
                     {"version", file.version},
                     {"file", shorten(to_valid_utf8(file_name), 200)},
                     {"model", run.model},
                     {"metrics", figures_json(file, run, record, preview)}}}};
    return record;
}

void add_metrics(const tool_run& run, import_preview& preview) {
    for (const auto& point : run.points) {
        for (const auto& figure : point.figures) {
            const auto known = std::ranges::find(preview.metrics, figure.id, &preview_metric::id);
            if (known != preview.metrics.end()) ++known->values;
            else preview.metrics.push_back({figure.id, figure.unit, 1, definition_of_metric(figure.id)});
        }
    }
}

}  // namespace

std::optional<int> workers_from(std::optional<std::int64_t> count) {
    if (!count || *count < 1 || *count > 1'000'000) return std::nullopt;
    return static_cast<int>(*count);
}

bool is_time(const std::optional<double>& seconds) { return seconds && *seconds >= 1e-9 && *seconds <= 9e9; }

file_reading make_reading(tool_file file, const std::string& file_name, run_origin origin) {
    file_reading reading;
    auto& preview = reading.preview;
    preview.file = file_name;
    preview.tool = file.tool;
    preview.version = file.version;
    preview.taken = std::move(file.taken);
    preview.left_out = std::move(file.left_out);
    preview.remarks = std::move(file.remarks);
    const auto stem = to_valid_utf8(std::filesystem::path(file_name).stem().string());
    for (auto& run : file.runs) {
        run.name = run.name.empty() ? stem : stem + ": " + run.name;
        // By worker count, as a sweep is read; repeats stay in the file's order.
        std::ranges::stable_sort(run.points, {}, &tool_point::workers);
        reading.runs.push_back(make_record(file, run, file_name, origin, preview));
        const auto& record = reading.runs.back();
        preview_run shown{record.summary.name, record.summary.workers, record.trials.size(), 0};
        for (const auto& one : record.trials) shown.requests += one.attempts.size();
        preview.runs.push_back(std::move(shown));
        add_metrics(run, preview);
    }
    return reading;
}

}  // namespace sweeplab
