// llama.cpp's llama-batched-bench: one object (--output-format jsonl) or one row of its table for each number of parallel
// sequences.
#include <algorithm>

#include <fmt/format.h>

#include "engine/audit/table.h"
#include "engine/exchange/csv_cells.h"
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
        file.left_out.push_back(place +
                                (workers ? ": has no time t" : ": has no number of parallel sequences (pl, in tables B)"));
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

// What the columns of its table are called in its JSON.
constexpr std::pair<std::string_view, const char*> columns[] = {{"PP", "pp"},       {"TG", "tg"},
                                                                {"B", "pl"},        {"N_KV", "n_kv"},
                                                                {"T_PP s", "t_pp"}, {"S_PP t/s", "speed_pp"},
                                                                {"T_TG s", "t_tg"}, {"S_TG t/s", "speed_tg"},
                                                                {"T s", "t"},       {"S t/s", "speed"}};

json document_of(const published_table& table, const table_row& row) {
    json document = json::object();
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        for (const auto& [column, key] : columns)
            if (table.columns[i].name == column)
                if (const auto value = number_from_cell(row.cells[i].text, false)) document[key] = *value;
    return document;
}

// `places` says where each of the documents stands.
result<tool_file> take_points(const std::vector<json>& documents, const std::vector<std::string>& places,
                              const std::string& file_name) {
    tool_file file;
    file.key = "batched_bench";
    file.tool = "llama.cpp batched-bench";
    for (std::size_t i = 0; i < documents.size(); ++i) {
        auto point = read_point(documents[i], places[i], file);
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
    return file;
}

}  // namespace

bool is_batched_bench(const json& first) {
    return first.is_object() && first.contains("pp") && first.contains("tg") && first.contains("pl") && first.contains("t");
}

result<tool_file> read_batched_bench(const std::vector<json>& documents, const std::string& file_name) {
    std::vector<std::string> places;
    for (std::size_t i = 0; i < documents.size(); ++i) places.push_back(fmt::format("line {}", i + 1));
    auto file = take_points(documents, places, file_name);
    if (file)
        file->taken = {"pl, the number of parallel sequences, as the worker count and as the number of requests",
                       "t, prompt and answer together, as the time", "n_kv and tg as tokens"};
    return file;
}

bool is_batched_bench_table(const published_table& table) {
    const auto has = [&](std::string_view name) {
        return std::ranges::any_of(table.columns, [&](const auto& column) { return column.name == name; });
    };
    return has("PP") && has("TG") && has("B") && has("T s");
}

result<tool_file> read_batched_bench_tables(const std::vector<published_table>& tables, const std::string& file_name) {
    std::vector<json> documents;
    std::vector<std::string> places;
    std::size_t others = 0;
    for (const auto& table : tables) {
        if (!is_batched_bench_table(table)) {
            ++others;
            continue;
        }
        for (const auto& row : table.rows) {
            documents.push_back(document_of(table, row));
            places.push_back(row.cells.front().place);
        }
    }
    auto file = take_points(documents, places, file_name);
    if (!file) return file;
    file->taken = {"B, the number of parallel sequences, as the worker count and as the number of requests",
                   "T, prompt and answer together, as the time", "N_KV and TG as tokens"};
    if (others > 0) file->left_out.push_back(fmt::format("{} other tables", others));
    return file;
}

}  // namespace sweeplab
