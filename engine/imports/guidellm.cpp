// GuideLLM's benchmarks.json: one benchmark for each strategy. Those with a number of streams are worker counts.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/imports/json_values.h"
#include "engine/imports/tool_run.h"

namespace sweeplab {
namespace {

constexpr std::array statistics = {"mean", "median", "std_dev", "min", "max"};
constexpr std::array percentiles = {"p90", "p95", "p99"};

std::string unit_of(const std::string& name) {
    if (name.ends_with("_ms")) return "ms";
    if (name == "request_latency") return "s";
    if (name.ends_with("tokens_per_second")) return "tokens/s";
    if (name == "requests_per_second") return "requests/s";
    if (name.ends_with("_token_count")) return "tokens";
    return "";
}

void add_figures(const json& one, tool_point& point) {
    const auto* metrics = value_at(one, {"/metrics"});
    if (!metrics || !metrics->is_object()) return;
    for (const auto& [name, all] : metrics->items()) {
        const auto* part = all.is_object() ? value_at(all, {"/successful"}) : nullptr;
        if (!part || !part->is_object()) continue;
        const auto add = [&](const json& from, const char* statistic) {
            if (const auto number = number_at(from, {fmt::format("/{}", statistic).c_str()}))
                point.figures.push_back({fmt::format("guidellm.{}.{}", name, statistic), *number, unit_of(name)});
        };
        for (const auto* statistic : statistics) add(*part, statistic);
        if (const auto* list = value_at(*part, {"/percentiles"}))
            for (const auto* percentile : percentiles) add(*list, percentile);
    }
}

std::optional<tool_request> read_request(const json& one, bool failed) {
    const auto start = number_at(one, {"/info/timings/request_start", "/scheduler_info/request_timings/request_start",
                                       "/request_start_time", "/start_time"});
    const auto end = number_at(
        one, {"/info/timings/request_end", "/scheduler_info/request_timings/request_end", "/request_end_time", "/end_time"});
    if (!start || !end || *end < *start) return std::nullopt;
    return tool_request{*start,
                        *end,
                        failed,
                        count_at(one, {"/input_metrics/total_tokens", "/input_metrics/text_tokens", "/prompt_tokens"}),
                        count_at(one, {"/output_metrics/total_tokens", "/output_metrics/text_tokens", "/output_tokens"}),
                        failed ? "GuideLLM counts it as errored" : ""};
}

// Nothing unless every request that counts is there: GuideLLM may write only a sample of them.
void add_requests(const json& one, tool_point& point, double begin, const std::string& place, tool_file& file) {
    std::vector<tool_request> spans;
    for (const auto& [part, failed] : {std::pair{"/requests/successful", false}, {"/requests/errored", true}}) {
        const auto* list = value_at(one, {part});
        if (!list || !list->is_array()) continue;
        for (const auto& request : *list)
            if (auto read = read_request(request, failed)) spans.push_back(std::move(*read));
    }
    if (spans.empty()) return;
    const double slack = 0.01 * point.seconds + 0.001;
    const bool within = std::ranges::all_of(spans, [&](const tool_request& request) {
        return request.start_s >= begin - slack && request.end_s <= begin + point.seconds + slack;
    });
    if (static_cast<std::int64_t>(spans.size()) != point.requests)
        file.left_out.push_back(
            fmt::format("{}: the requests' own times; {} of {} are in the file", place, spans.size(), point.requests));
    else if (!within)
        file.left_out.push_back(place + ": the requests' own times, some of which lie outside the time that was measured");
    else point.spans = std::move(spans);
}

std::optional<int> streams_of(const json& strategy, const std::string& type) {
    if (type == "synchronous") return 1;
    if (type != "concurrent" && type != "throughput") return std::nullopt;
    return workers_from(count_at(strategy, {"/streams", "/max_concurrency", "/processes_limit"}));
}

std::optional<tool_point> read_point(const json& one, const std::string& place, tool_file& file) {
    const auto* strategy = value_at(one, {"/config/strategy", "/args/strategy", "/scheduler/strategy"});
    const auto type = strategy ? text_at(*strategy, {"/type_"}) : std::string();
    const auto workers = strategy ? streams_of(*strategy, type) : std::nullopt;
    if (!workers) {
        file.left_out.push_back(fmt::format("{}: {} has no number of streams; a rate is no worker count", place,
                                            type.empty() ? "the strategy" : "the strategy " + type));
        return std::nullopt;
    }
    const auto begin = number_at(one, {"/scheduler_metrics/measure_start_time", "/run_stats/start_time", "/start_time"});
    const auto end = number_at(one, {"/scheduler_metrics/measure_end_time", "/run_stats/end_time", "/end_time"});
    const auto seconds = begin && end ? std::optional(*end - *begin) : std::nullopt;
    if (!is_time(seconds)) {
        file.left_out.push_back(place + ": does not say when the measuring began and ended");
        return std::nullopt;
    }
    tool_point point;
    point.workers = *workers;
    point.seconds = *seconds;
    point.started_at = ms_from_seconds(begin);
    const auto made = [&](const char* part) {
        return count_at(one, {fmt::format("/scheduler_metrics/requests_made/{}", part).c_str(),
                              fmt::format("/run_stats/requests_made/{}", part).c_str()})
            .value_or(0);
    };
    point.failed = made("errored");
    point.requests = made("successful") + point.failed;
    const auto sum = [&](const char* name) {
        return count_at(one, {fmt::format("/metrics/{}/successful/total_sum", name).c_str()});
    };
    point.input_tokens = sum("prompt_token_count");
    point.output_tokens = sum("output_token_count");
    add_figures(one, point);
    add_requests(one, point, *begin, place, file);
    return point;
}

}  // namespace

bool is_guidellm(const json& first) {
    const auto* list = first.is_object() ? value_at(first, {"/benchmarks"}) : nullptr;
    return list && list->is_array() && !list->empty() && list->front().is_object() && list->front().contains("metrics");
}

result<tool_file> read_guidellm(const std::vector<json>& documents, const std::string& file_name) {
    const auto& document = documents.front();
    tool_file file;
    file.key = "guidellm";
    file.tool = "GuideLLM";
    file.version = text_at(document, {"/metadata/guidellm_version"});
    tool_run run;
    run.model = text_at(document, {"/config/backend/model", "/config/model", "/args/model", "/args/backend_kwargs/model",
                                   "/benchmarks/0/config/backend/model"});
    const auto& list = document["benchmarks"];
    for (std::size_t i = 0; i < list.size(); ++i)
        if (auto point = read_point(list[i], fmt::format("/benchmarks/{}", i), file))
            run.points.push_back(std::move(*point));
    if (run.points.empty())
        return fail(error_kind::bad_input, file.left_out.empty() ? "holds no benchmark" : file.left_out.front(), file_name,
                    "Run GuideLLM with --profile concurrent --rate 1,2,4,8.");
    const bool spans = std::ranges::any_of(run.points, [](const auto& point) { return !point.spans.empty(); });
    file.runs.push_back(std::move(run));
    file.taken = {"streams as the worker count (a synchronous strategy as 1)",
                  "measure_start_time to measure_end_time as the time",
                  "requests that succeeded and errored as requests; incomplete ones do not count",
                  "the sums of prompt_token_count and output_token_count as tokens"};
    if (spans) file.taken.push_back("request_start and request_end of each request as its start and end");
    return file;
}

}  // namespace sweeplab
