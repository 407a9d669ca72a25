// AIPerf: profile_export_aiperf.json, one file for each concurrency, and profile_export.jsonl with every request.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "engine/imports/json_values.h"
#include "engine/imports/tool_run.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

constexpr std::array statistics = {"avg", "min", "max", "p50", "p90", "p95", "p99", "std"};

std::optional<int> concurrency_of(const json& one) {
    if (const auto given =
            workers_from(count_at(one, {"/run_info/variation_values/concurrency", "/input_config/loadgen/concurrency",
                                        "/input_config/concurrency", "/concurrency"})))
        return given;
    const auto* varied = value_at(one, {"/run_info/variation_values"});
    if (varied && varied->is_object())
        for (const auto& [name, value] : varied->items())
            if (name.ends_with("concurrency")) return workers_from(count_in(&value));
    return std::nullopt;
}

// With a rate beside it the concurrency is a limit only: requests come when they are due (an open loop).
std::string pace_of(const json& one) {
    auto rate = number_at(one, {"/input_config/loadgen/request_rate", "/input_config/request_rate", "/request_rate"});
    if (const auto* varied = value_at(one, {"/run_info/variation_values"}); varied && varied->is_object())
        for (const auto& [name, value] : varied->items())
            if (!rate && name.ends_with("request_rate")) rate = number_in(&value);
    if (rate) return fmt::format("its requests came at a rate of {:g} a second", *rate);
    const auto* schedule = value_at(one, {"/input_config/input/fixed_schedule", "/input_config/fixed_schedule"});
    if (schedule && schedule->is_boolean() && schedule->get<bool>()) return "its requests came by a fixed schedule";
    return {};
}

bool is_metric(const json& value) { return value.is_object() && value.contains("unit") && value.contains("avg"); }

// The unit that is written is what counts.
std::optional<double> in_seconds(const json& one, const char* name) {
    const auto value = number_at(one, {fmt::format("/{}/avg", name).c_str()});
    const auto unit = text_at(one, {fmt::format("/{}/unit", name).c_str()});
    if (!value) return std::nullopt;
    if (unit == "sec" || unit == "s" || unit == "seconds") return *value;
    if (unit == "ms") return *value / 1e3;
    if (unit == "us") return *value / 1e6;
    if (unit == "ns") return *value / 1e9;
    return std::nullopt;
}

std::optional<double> time_between(const json& one) {
    const auto at = [&](const char* name) {
        auto text = text_at(one, {name});
        if (!text.empty() && text.back() != 'Z' && text.find('+') == text.npos) text += "Z";
        return from_iso8601(text);
    };
    const auto begin = at("/start_time");
    const auto end = at("/end_time");
    return begin && end ? std::optional(static_cast<double>(*end - *begin) / 1000) : std::nullopt;
}

unix_ms start_of(const json& one) {
    auto text = text_at(one, {"/start_time"});
    if (!text.empty() && text.back() != 'Z' && text.find('+') == text.npos) text += "Z";
    return from_iso8601(text).value_or(0);
}

void add_figures(const json& one, tool_point& point) {
    for (const auto& [name, metric] : one.items()) {
        if (!is_metric(metric)) continue;
        const auto unit = text_at(metric, {"/unit"});
        for (const auto* statistic : statistics)
            if (const auto number = number_at(metric, {fmt::format("/{}", statistic).c_str()}))
                point.figures.push_back({fmt::format("aiperf.{}.{}", name, statistic), *number, unit});
    }
}

// Since 1970: a double would be good to a quarter of a microsecond only.
std::optional<std::int64_t> ns_at(const json& one, const char* pointer) {
    const auto* value = value_at(one, {pointer});
    if (!value || !value->is_number_integer()) return std::nullopt;
    const auto ns = value->get<std::int64_t>();
    return ns > 0 ? std::optional(ns) : std::nullopt;
}

std::int64_t errors_in(const json& one) {
    if (const auto count = count_at(one, {"/error_request_count/avg"})) return *count;
    std::int64_t sum = 0;
    if (const auto* list = value_at(one, {"/error_summary"}); list && list->is_array())
        for (const auto& each : *list) sum += count_at(each, {"/count"}).value_or(0);
    return sum;
}

}  // namespace

bool is_aiperf(const json& first) {
    return first.is_object() && first.contains("request_latency") && is_metric(first["request_latency"]) &&
           (first.contains("input_config") || first.contains("was_cancelled"));
}

result<tool_file> read_aiperf(const std::vector<json>& documents, const std::string& file_name) {
    const auto& one = documents.front();
    const auto workers = concurrency_of(one);
    auto seconds = in_seconds(one, "benchmark_duration");
    if (!seconds) seconds = time_between(one);
    if (!workers)
        return fail(error_kind::bad_input, "does not say its concurrency; a request rate is no worker count", file_name,
                    "Run AIPerf with --concurrency, once for each worker count.");
    if (const auto pace = pace_of(one); !pace.empty())
        return fail(error_kind::bad_input, pace + ", which is no worker count (an open loop)", file_name,
                    "Run AIPerf with --concurrency and without --request-rate, once for each worker count.");
    if (!is_time(seconds))
        return fail(error_kind::bad_input, "says neither benchmark_duration nor start and end", file_name);
    tool_file file;
    file.key = "aiperf";
    file.tool = "AIPerf";
    file.version = text_at(one, {"/aiperf_version", "/schema_version"});
    tool_point point;
    point.workers = *workers;
    point.seconds = *seconds;
    point.failed = errors_in(one);
    point.requests = count_at(one, {"/request_count/avg"}).value_or(0) + point.failed;
    point.input_tokens = count_at(one, {"/total_isl/avg"});
    point.output_tokens = count_at(one, {"/total_osl/avg"});
    point.started_at = start_of(one);
    if (const auto* cancelled = value_at(one, {"/was_cancelled"});
        cancelled && cancelled->is_boolean() && cancelled->get<bool>())
        point.cut_short = "AIPerf was cancelled before its end";
    add_figures(one, point);
    tool_run run;
    run.model = text_at(one, {"/input_config/endpoint/model_names/0", "/input_config/models/0"});
    run.points.push_back(std::move(point));
    file.runs.push_back(std::move(run));
    file.taken = {"the concurrency as the worker count", "benchmark_duration as the time",
                  "request_count and the errors as requests", "total_isl and total_osl as tokens"};
    return file;
}

bool is_aiperf_requests(const json& first) {
    return first.is_object() && value_at(first, {"/metadata/request_start_ns"}) && first.contains("metrics");
}

// The concurrency is not in this file: it is the most requests that were under way at once.
result<tool_file> read_aiperf_requests(const std::vector<json>& documents, const std::string& file_name) {
    tool_file file;
    file.key = "aiperf";
    file.tool = "AIPerf, every request";
    tool_point point;
    std::optional<std::int64_t> first_ns;
    std::vector<std::pair<std::int64_t, int>> events;
    std::size_t other_phases = 0;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto& one = documents[i];
        const auto begin = ns_at(one, "/metadata/request_start_ns");
        const auto end = ns_at(one, "/metadata/request_end_ns");
        if (const auto phase = text_at(one, {"/metadata/benchmark_phase"}); !phase.empty() && phase != "profiling") {
            ++other_phases;
            continue;
        }
        if (!begin || !end || *end < *begin)
            return fail(error_kind::bad_input, "a request has no start and end",
                        fmt::format("{}, line {}", file_name, i + 1));
        if (!first_ns) first_ns = *begin;
        tool_request request{static_cast<double>(*begin - *first_ns) / 1e9,
                             static_cast<double>(*end - *first_ns) / 1e9,
                             value_at(one, {"/error"}) != nullptr,
                             count_at(one, {"/metrics/input_sequence_length/value"}),
                             count_at(one, {"/metrics/output_sequence_length/value"}),
                             text_at(one, {"/error/message", "/error/type"})};
        events.emplace_back(*begin, 1);
        events.emplace_back(*end, -1);
        point.failed += request.failed ? 1 : 0;
        point.spans.push_back(std::move(request));
    }
    if (point.spans.empty()) return fail(error_kind::bad_input, "holds no request of the profiling phase", file_name);
    std::ranges::sort(events);  // at one and the same time the end comes first
    int under_way = 0;
    for (const auto& [at, change] : events) point.workers = std::max(point.workers, under_way += change);
    point.seconds = static_cast<double>(events.back().first - events.front().first) / 1e9;
    if (!is_time(point.seconds)) return fail(error_kind::bad_input, "all its requests have the same time", file_name);
    point.started_at = events.front().first / 1'000'000;
    point.requests = static_cast<std::int64_t>(point.spans.size());
    const auto total = [&](std::optional<std::int64_t> tool_request::*part) {
        std::optional<std::int64_t> sum = 0;
        for (const auto& request : point.spans)
            if (!request.failed) sum = sum && request.*part ? std::optional(*sum + *(request.*part)) : std::nullopt;
        return sum;
    };
    point.input_tokens = total(&tool_request::input_tokens);
    point.output_tokens = total(&tool_request::output_tokens);
    tool_run run;
    run.points.push_back(std::move(point));
    file.runs.push_back(std::move(run));
    file.taken = {"the most requests under way at once as the worker count: the file does not say its concurrency",
                  "from the first request's start to the last one's end as the time", "each request's start and end",
                  "input_sequence_length and output_sequence_length as tokens"};
    if (other_phases > 0)
        file.left_out.push_back(fmt::format("{} requests of other phases, warm-up for example", other_phases));
    file.left_out.push_back("each request's own figures (time_to_first_token and the like): the summary file has them");
    return file;
}

}  // namespace sweeplab
