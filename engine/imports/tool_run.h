// What a reader of a tool's file finds, before it becomes a run. For .cpp files of this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/imports/imports.h"

namespace sweeplab {

struct published_table;

// One request, in seconds on the tool's clock.
struct tool_request {
    double start_s = 0;
    double end_s = 0;
    bool failed = false;
    std::optional<std::int64_t> input_tokens;
    std::optional<std::int64_t> output_tokens;
    std::string message;  // when it failed
};

struct tool_figure {
    std::string id;  // without worker count: "vllm.ttft_ms.mean"
    double value = 0;
    std::string unit;
};

// One benchmark at one worker count.
struct tool_point {
    int workers = 1;
    double seconds = 0;         // from the first request's start to the last one's end
    std::int64_t requests = 0;  // that ended, failed ones included; 0: not known
    std::int64_t failed = 0;
    std::optional<std::int64_t> input_tokens;  // of those that succeeded
    std::optional<std::int64_t> output_tokens;
    unix_ms started_at = 0;
    std::string cut_short;  // why it did not run to its end; empty: it did
    std::vector<tool_figure> figures;
    std::vector<tool_request> spans;  // all requests or none
};

struct tool_run {
    std::string name;
    std::string model;
    std::string what;         // "200 requests a point": the end of the workload's line
    bool same_items = false;  // the request with one number is the same work at every worker count
    std::vector<tool_point> points;
};

struct tool_file {
    std::string key;   // "vllm"
    std::string tool;  // "vLLM bench serve"
    std::string version;
    std::vector<tool_run> runs;
    std::vector<std::string> taken;
    std::vector<std::string> left_out;
    std::vector<std::string> remarks;
};

// The readers. Each recognises its tool by the first document and takes what it can; an error when there is nothing to take.
struct tool_reader {
    bool (*recognises)(const json& first);
    result<tool_file> (*read)(const std::vector<json>& documents, const std::string& file_name);
};
bool is_guidellm(const json& first);
result<tool_file> read_guidellm(const std::vector<json>& documents, const std::string& file_name);
bool is_aiperf(const json& first);
result<tool_file> read_aiperf(const std::vector<json>& documents, const std::string& file_name);
bool is_aiperf_requests(const json& first);
result<tool_file> read_aiperf_requests(const std::vector<json>& documents, const std::string& file_name);
bool is_vllm(const json& first);
result<tool_file> read_vllm(const std::vector<json>& documents, const std::string& file_name);
bool is_batched_bench(const json& first);
result<tool_file> read_batched_bench(const std::vector<json>& documents, const std::string& file_name);
bool is_batched_bench_table(const published_table& table);
result<tool_file> read_batched_bench_tables(const std::vector<published_table>& tables, const std::string& file_name);
bool is_hyperfine(const json& first);
result<tool_file> read_hyperfine(const std::vector<json>& documents, const std::string& file_name);

// A worker count that can be one: 1 to a million.
std::optional<int> workers_from(std::optional<std::int64_t> count);
bool is_time(const std::optional<double>& seconds);  // more than 0 and at most what nanoseconds hold

// GuideLLM's CSV with its three header rows.
bool looks_like_guidellm_csv(std::string_view text);
result<file_reading> read_guidellm_csv(const std::string& text, const std::string& file_name, run_origin origin);

// Tables in Markdown with worker counts and times.
bool looks_like_markdown(std::string_view text);
result<file_reading> read_markdown_runs(std::string_view text, const std::string& file_name, run_origin origin);

file_reading make_reading(tool_file file, const std::string& file_name, run_origin origin);
// Fills the trial's attempts, and its intervals where the requests fit into so many workers.
void add_spans(const tool_point& point, trial& into);

}  // namespace sweeplab
