#include <algorithm>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/imports/imports.h"
#include "engine/imports/json_values.h"

namespace sweeplab {
namespace {

struct definition {
    std::string_view prefix;
    std::string_view words;
};
// What these tools mean, where the name alone would mislead.
constexpr definition definitions[] = {
    {"vllm.ttft_ms", "first chunk − request sent, the empty role chunk counted"},
    {"vllm.tpot_ms", "(request latency − time to first token) / (output tokens − 1)"},
    {"vllm.itl_ms", "time between chunks, those of all requests pooled"},
    {"vllm.e2el_ms", "last chunk − request sent"},
    {"guidellm.time_to_first_token_ms", "first chunk with text − request start, as GuideLLM's own clock saw it"},
    {"guidellm.time_per_output_token_ms", "request latency / output tokens: the first token counted"},
    {"guidellm.inter_token_latency_ms", "(last − first token) / (output tokens − 1), weighted by tokens"},
    {"guidellm.request_latency", "request end − request start"},
    {"aiperf.time_to_first_token", "first chunk with text − request start, as AIPerf's own clock saw it"},
    {"aiperf.inter_token_latency", "(request latency − time to first token) / (output tokens − 1)"},
    {"aiperf.request_latency", "last response − request start"},
    {"batched_bench.t_pp", "time for all prompts of the batch"},
    {"batched_bench.t_tg", "time for all answers of the batch"},
    {"batched_bench.speed", "prompt and answer tokens / time"},
    {"hyperfine.user", "processor time in user mode, mean of the repeats"},
    {"hyperfine.system", "processor time in the kernel, mean of the repeats"}};

// "vllm.ttft_ms" of "vllm.ttft_ms.mean"; what has no statistic stays as it is.
std::string_view without_statistic(std::string_view id) {
    const auto first = id.find('.');
    const auto last = id.find('.', first == id.npos ? first : first + 1);
    return last == id.npos ? id : id.substr(0, last);
}

void add_lines(std::string& text, std::string_view title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    text += fmt::format("  {}\n", title);
    for (const auto& line : lines) text += fmt::format("    {}\n", line);
}

std::string on_one_line(std::string name) {
    std::ranges::replace_if(
        name, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return name;
}

std::vector<std::string> run_lines(const std::vector<preview_run>& runs) {
    constexpr std::size_t most = 20;
    std::vector<std::string> lines;
    for (const auto& run : runs) {
        if (lines.size() == most) {
            lines.push_back(fmt::format("… and {} more", runs.size() - most));
            break;
        }
        std::vector<std::string> counts;
        for (const int workers : run.workers) counts.push_back(std::to_string(workers));
        auto line = fmt::format("{}: {} {}, {} {}", on_one_line(run.name), join(counts, ", "),
                                run.workers == std::vector{1} ? "worker" : "workers", run.trials,
                                run.trials == 1 ? "trial" : "trials");
        if (run.requests > 0) line += fmt::format(", {} requests with their times", run.requests);
        lines.push_back(std::move(line));
    }
    return lines;
}

// "vllm.ttft_ms (mean, median, p99), ms: …", one line a quantity.
std::vector<std::string> metric_lines(const std::vector<preview_metric>& metrics) {
    std::vector<std::string> lines, names;
    for (const auto& metric : metrics) {
        const auto name = std::string(without_statistic(metric.id));
        if (std::ranges::find(names, name) != names.end()) continue;
        names.push_back(name);
        std::vector<std::string> statistics;
        for (const auto& other : metrics)
            if (other.id.size() > name.size() && without_statistic(other.id) == name)
                statistics.push_back(other.id.substr(name.size() + 1));
        auto line = name + (statistics.empty() ? "" : " (" + join(statistics, ", ") + ")");
        if (!metric.unit.empty()) line += ", " + metric.unit;
        if (!metric.definition.empty()) line += ": " + metric.definition;
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace

std::string definition_of_metric(std::string_view id) {
    const auto quantity = without_statistic(id);
    for (const auto& one : definitions)
        if (quantity == one.prefix) return std::string(one.words);
    return {};
}

std::string describe(const import_preview& preview) {
    auto text = fmt::format("{}: {}{}\n", preview.file, preview.tool, preview.version.empty() ? "" : " " + preview.version);
    add_lines(text, "Runs:", run_lines(preview.runs));
    add_lines(text, "Comes in as measured here:", preview.taken);
    add_lines(text, "Kept as the tool's own figures, apart from ours:", metric_lines(preview.metrics));
    add_lines(text, "Dropped, since it may hold a key:", preview.dropped_keys);
    add_lines(text, "Cannot come in:", preview.left_out);
    add_lines(text, "Note:", preview.remarks);
    return text;
}

json to_json(const import_preview& preview) {
    json runs = json::array();
    for (const auto& run : preview.runs)
        runs.push_back({{"name", run.name}, {"workers", run.workers}, {"trials", run.trials}, {"requests", run.requests}});
    json metrics = json::array();
    for (const auto& metric : preview.metrics)
        metrics.push_back({{"id", metric.id},
                           {"unit", metric.unit},
                           {"values", metric.values},
                           {"definition", metric.definition.empty() ? json(nullptr) : json(metric.definition)}});
    return {{"file", preview.file},
            {"tool", preview.tool},
            {"version", preview.version},
            {"runs", std::move(runs)},
            {"taken", preview.taken},
            {"metrics", std::move(metrics)},
            {"dropped_keys", preview.dropped_keys},
            {"left_out", preview.left_out},
            {"remarks", preview.remarks}};
}

tool_metrics tool_metrics_of(const run_record& run) {
    tool_metrics found;
    if (!run.plan.is_object()) return found;
    found.tool = text_at(run.plan, {"/imported/tool"});
    found.version = text_at(run.plan, {"/imported/version"});
    const auto* list = value_at(run.plan, {"/imported/metrics"});
    if (!list || !list->is_array()) return found;
    for (const auto& one : *list) {
        const auto value = number_at(one, {"/value"});
        const auto workers = count_at(one, {"/workers"});
        const auto id = text_at(one, {"/id"});
        if (!value || !workers || id.empty()) continue;
        found.values.push_back({id, static_cast<int>(std::min<std::int64_t>(*workers, 1'000'000)),
                                static_cast<int>(std::min<std::int64_t>(count_at(one, {"/repeat"}).value_or(1), 1'000'000)),
                                *value, text_at(one, {"/unit"})});
    }
    return found;
}

}  // namespace sweeplab
