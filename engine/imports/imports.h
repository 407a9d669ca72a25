// Result files of other tools, and our own, as runs. What a file is shows in its content, never in its name. A tool's
// figures keep the tool's own definition: only what is defined as here becomes a trial's time, counts, tokens and spans;
// all else is kept beside them under the tool's name and is never mixed with measures of ours. Pure but for reading the
// file; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/exchange/exchange.h"
#include "engine/foundation/json_reader.h"

namespace sweeplab {

// Larger files would fill the memory of a desktop; bundles of ours hold many spans and are read with less.
inline constexpr std::uintmax_t largest_import_bytes = std::uintmax_t{256} << 20;
inline constexpr std::uintmax_t largest_bundle_bytes = std::uintmax_t{512} << 20;

struct preview_run {
    std::string name;
    std::vector<int> workers;
    std::size_t trials = 0;
    std::size_t requests = 0;  // with times of their own
};

// Figures that stay the tool's.
struct preview_metric {
    std::string id;  // "vllm.ttft_ms.mean"
    std::string unit;
    std::size_t values = 0;
    std::string definition;  // where it differs from what the name suggests; may be empty
};

struct import_preview {
    std::string file;
    std::string tool;     // "vLLM bench serve"
    std::string version;  // empty: not said
    std::vector<preview_run> runs;
    std::vector<std::string> taken;  // what comes in as measures of ours, in sentences
    std::vector<preview_metric> metrics;
    std::vector<std::string> dropped_keys;  // JSON paths
    std::vector<std::string> left_out;      // what cannot come in, and why
    std::vector<std::string> remarks;
};

struct file_reading {
    import_preview preview;
    std::vector<run_record> runs;  // at least one
};

result<file_reading> read_results(const std::filesystem::path& file, run_origin origin = run_origin::imported);
result<file_reading> read_results_text(std::string text, const std::string& file_name,
                                       run_origin origin = run_origin::imported);

// Files of one tool, each with a part of a sweep, as one run: a worker count that occurs again is a further repeat. Refused
// where tool or model differ, or a file is no tool's.
result<file_reading> join_readings(std::vector<file_reading> readings, const std::string& name);

// As import_file() of engine/exchange, of every kind of file.
result<import_result> import_any_file(const std::filesystem::path& file, run_origin origin = run_origin::imported);

// For a person, and {file, tool, version, runs: […], taken, metrics: […], dropped_keys, left_out, remarks}.
std::string describe(const import_preview& preview);
json to_json(const import_preview& preview);

// Of a run that came from another tool.
struct tool_metric {
    std::string id;
    int workers = 1;
    int repeat = 1;
    double value = 0;
    std::string unit;
};
struct tool_metrics {
    std::string tool;
    std::string version;
    std::vector<tool_metric> values;
};
tool_metrics tool_metrics_of(const run_record& run);
std::string definition_of_metric(std::string_view id);  // in words; empty where nothing is to be said

}  // namespace sweeplab
