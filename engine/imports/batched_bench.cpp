// llama.cpp's llama-batched-bench with --output-format jsonl: one object for each number of parallel sequences.
#include <algorithm>

#include <fmt/format.h>

#include "engine/imports/json_values.h"
#include "engine/imports/tool_run.h"

namespace sweeplab {
namespace {

constexpr std::pair<const char*, const char*> figures[] = {
    {"t_pp", "s"}, {"speed_pp", "tokens/s"}, {"t_tg", "s"}, {"speed_tg", "tokens/s"}, {"speed", "tokens/s"}};

std::optional<tool_point> read_point(const json& one, const std::string& place, tool_file& file) {
    const auto workers = workers_from(count_at(one, {"/pl"}));
    const auto seconds = number_at(one, {"/t"});
    if (!workers || !is_time(seconds)) {
        file.left_out.push_back(place + (workers ? ": has no time t" : ": has no number of parallel sequences pl"));
        return std::nullopt;
    }
    tool_point point;
    point.workers = *workers;
    point.seconds = *seconds;
    point.requests = *workers;
    const auto generated = count_at(one, {"/tg"});
    const auto held = count_at(one, {"/n_kv"});
    if (generated) point.output_tokens = *generated * *workers;
    // A shared prompt is held once.
    if (held && point.output_tokens && *held >= *point.output_tokens) point.input_tokens = *held - *point.output_tokens;
    for (const auto& [key, unit] : figures)
        if (const auto number = number_at(one, {fmt::format("/{}", key).c_str()}))
            point.figures.push_back({fmt::format("batched_bench.{}", key), *number, unit});
    return point;
}

}  // namespace

bool is_batched_bench(const json& first) {
    return first.is_object() && first.contains("pp") && first.contains("tg") && first.contains("pl") && first.contains("t");
}

result<tool_file> read_batched_bench(const std::vector<json>& documents, const std::string& file_name) {
    tool_file file;
    file.key = "batched_bench";
    file.tool = "llama.cpp batched-bench";
    for (std::size_t i = 0; i < documents.size(); ++i) {
        auto point = read_point(documents[i], fmt::format("line {}", i + 1), file);
        if (!point) continue;
        const auto lengths = fmt::format("prompt {} tokens, answer {}", count_at(documents[i], {"/pp"}).value_or(0),
                                         count_at(documents[i], {"/tg"}).value_or(0));
        auto known = std::ranges::find(file.runs, lengths, &tool_run::what);
        if (known == file.runs.end()) {
            file.runs.push_back({"", "", lengths, false, {}});
            known = file.runs.end() - 1;
        }
        known->points.push_back(std::move(*point));
    }
    if (file.runs.empty())
        return fail(error_kind::bad_input, file.left_out.empty() ? "holds no line with a time" : file.left_out.front(),
                    file_name);
    if (file.runs.size() > 1)
        for (auto& run : file.runs) run.name = run.what;
    file.taken = {"pl, the number of parallel sequences, as the worker count and as the number of requests",
                  "t, prompt and answer together, as the time", "n_kv and tg as tokens"};
    return file;
}

}  // namespace sweeplab
