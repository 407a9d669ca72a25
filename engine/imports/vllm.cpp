// vLLM's `bench serve` (benchmark_serving.py before): one flat object a worker count; --append-result writes one a line.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/imports/json_values.h"
#include "engine/imports/tool_run.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

constexpr std::array rates = {
    std::pair{"request_throughput", "requests/s"},   std::pair{"request_goodput", "requests/s"},
    std::pair{"request_goodput:", "requests/s"},     std::pair{"output_throughput", "tokens/s"},
    std::pair{"total_token_throughput", "tokens/s"}, std::pair{"max_output_tokens_per_s", "tokens/s"},
    std::pair{"max_concurrent_requests", "requests"}};

// "mean_ttft_ms" and "p99.9_itl_ms" are statistics of ttft_ms and itl_ms.
void add_statistic(const std::string& key, double value, tool_point& point) {
    if (!key.ends_with("_ms")) return;
    const auto bar = key.find('_');
    const auto statistic = key.substr(0, bar);
    const auto quantity = key.substr(bar + 1);
    for (const auto* known : {"ttft_ms", "tpot_ms", "itl_ms", "e2el_ms"})
        if (quantity == known) point.figures.push_back({fmt::format("vllm.{}.{}", quantity, statistic), value, "ms"});
}

void add_figures(const json& one, tool_point& point) {
    for (const auto& [key, value] : one.items())
        if (const auto number = number_in(&value)) add_statistic(key, *number, point);
    for (const auto& [key, unit] : rates) {
        const auto found = one.find(key);
        if (found == one.end()) continue;
        std::string id = key;
        std::erase(id, ':');  // older versions write it with one
        if (const auto number = number_in(&*found)) point.figures.push_back({"vllm." + id, *number, unit});
    }
}

std::optional<double> sum_of(const json& list) {
    double sum = 0;
    for (const auto& one : list) {
        const auto number = number_in(&one);
        if (!number) return std::nullopt;
        sum += *number;
    }
    return sum;
}

// The end of an answer is not written down: it is the start, the time to the first token, and all gaps after it.
std::optional<tool_request> read_request(const json& one, std::size_t i) {
    const auto& gaps = one["itls"][i];
    const auto start = number_in(&one["start_times"][i]);
    const auto first = number_in(&one["ttfts"][i]);
    const auto rest = gaps.is_array() ? sum_of(gaps) : std::nullopt;
    if (!start || !first || !rest) return std::nullopt;
    tool_request request{
        *start, *start + *first + *rest, false, count_in(&one["input_lens"][i]), count_in(&one["output_lens"][i]), {}};
    const auto errors = one.find("errors");
    if (errors != one.end() && errors->is_array() && i < errors->size() && (*errors)[i].is_string() &&
        !(*errors)[i].get_ref<const std::string&>().empty()) {
        request.failed = true;
        request.message = shorten(to_valid_utf8((*errors)[i].get_ref<const std::string&>()), 500);
    }
    return request;
}

void add_requests(const json& one, tool_point& point, tool_file& file) {
    for (const auto* key : {"start_times", "ttfts", "itls", "input_lens", "output_lens"})
        if (!one.contains(key) || !one[key].is_array() || one[key].size() != one["ttfts"].size()) return;
    for (std::size_t i = 0; i < one["ttfts"].size(); ++i) {
        auto request = read_request(one, i);
        if (!request) {
            file.left_out.push_back(
                fmt::format("the requests' own times at {} workers: request {} has none", point.workers, i));
            point.spans.clear();
            return;
        }
        point.spans.push_back(std::move(*request));
    }
}

// "20251018-142530", in the time zone of a machine that is not known: taken as UTC.
unix_ms date_of(const std::string& text) {
    if (text.size() != 15 || text[8] != '-') return 0;
    const auto iso = fmt::format("{}-{}-{}T{}:{}:{}Z", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2),
                                 text.substr(9, 2), text.substr(11, 2), text.substr(13, 2));
    return from_iso8601(iso).value_or(0);
}

std::optional<tool_point> read_point(const json& one, const std::string& place, tool_file& file) {
    const auto workers = workers_from(count_at(one, {"/max_concurrency"}));
    const auto seconds = number_at(one, {"/duration"});
    if (!workers) {
        file.left_out.push_back(place + ": has no max_concurrency; a request rate is no worker count (an open loop)");
        return std::nullopt;
    }
    // "inf" sends as fast as the concurrency lets it; with a rate the requests come when they are due, workers or not.
    if (const auto rate = number_at(one, {"/request_rate"})) {
        file.left_out.push_back(
            fmt::format("{}, max_concurrency {}: its requests came at a rate of {:g} a second, which is no "
                        "worker count (an open loop)",
                        place, *workers, *rate));
        return std::nullopt;
    }
    if (!is_time(seconds)) {
        file.left_out.push_back(place + ": has no duration");
        return std::nullopt;
    }
    tool_point point;
    point.workers = *workers;
    point.seconds = *seconds;
    const auto asked = count_at(one, {"/num_prompts"});
    const auto completed = count_at(one, {"/completed"});
    point.failed =
        count_at(one, {"/failed"}).value_or(asked && completed ? std::max<std::int64_t>(0, *asked - *completed) : 0);
    point.requests = completed ? *completed + point.failed : asked.value_or(0);
    point.input_tokens = count_at(one, {"/total_input_tokens"});
    point.output_tokens = count_at(one, {"/total_output_tokens", "/total_output"});
    point.started_at = date_of(text_at(one, {"/date"}));
    add_figures(one, point);
    add_requests(one, point, file);
    return point;
}

// The same list of prompts, as far as their lengths tell.
bool same_prompts(const std::vector<tool_point>& points) {
    const auto& first = points.front().spans;
    return !first.empty() && std::ranges::all_of(points, [&](const tool_point& point) {
        return point.spans.size() == first.size() &&
               std::ranges::equal(point.spans, first, {}, &tool_request::input_tokens, &tool_request::input_tokens);
    });
}

}  // namespace

bool is_vllm(const json& first) {
    return first.is_object() && first.contains("duration") && first.contains("request_throughput") &&
           (first.contains("mean_ttft_ms") || first.contains("max_concurrency") || first.contains("total_token_throughput"));
}

result<tool_file> read_vllm(const std::vector<json>& documents, const std::string& file_name) {
    tool_file file;
    file.key = "vllm";
    file.tool = "vLLM bench serve";
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto place = documents.size() > 1 ? fmt::format("document {}", i + 1) : std::string("the benchmark");
        if (!is_vllm(documents[i])) {
            file.left_out.push_back(place + ": is no result of this tool");
            continue;
        }
        auto point = read_point(documents[i], place, file);
        if (!point) continue;
        const auto model = text_at(documents[i], {"/model_id"});
        auto known = std::ranges::find(file.runs, model, &tool_run::model);
        if (known == file.runs.end()) {
            file.runs.push_back({"", model, "", false, {}});
            known = file.runs.end() - 1;
        }
        known->points.push_back(std::move(*point));
    }
    for (auto& run : file.runs) {
        run.same_items = same_prompts(run.points);
        if (file.runs.size() > 1) run.name = run.model;
    }
    if (file.runs.empty())
        return fail(error_kind::bad_input, file.left_out.empty() ? "holds no benchmark" : file.left_out.front(), file_name,
                    "Run vllm bench serve with --max-concurrency and without --request-rate, once for each worker count.");
    file.taken = {"max_concurrency as the worker count", "duration as the time", "completed and failed as requests",
                  "total_input_tokens and total_output_tokens as tokens"};
    if (!file.runs.front().points.front().spans.empty())
        file.taken.push_back("each request's start, and as its end the time of its last chunk (start + ttft + all itl)");
    return file;
}

}  // namespace sweeplab
