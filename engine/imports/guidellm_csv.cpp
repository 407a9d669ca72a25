// GuideLLM's benchmarks.csv: three header rows (group, field, unit), then a row for each benchmark. The header is that of
// the first benchmark; a later row may have other columns behind its counts, and then bears no figures.
#include <array>
#include <cmath>
#include <map>
#include <sstream>

#include <fmt/format.h>

#include "engine/exchange/csv_cells.h"
#include "engine/exchange/csv_records.h"
#include "engine/exchange/csv_separator.h"
#include "engine/exchange/key_scrubber.h"
#include "engine/imports/json_values.h"
#include "engine/imports/loose_json.h"
#include "engine/imports/tool_run.h"

namespace sweeplab {
namespace {

using cells = std::vector<std::string>;

// The names that the same figures have in GuideLLM's JSON.
struct known_metric {
    std::string_view group;
    std::string_view field;
    const char* name;
    const char* unit;
};
constexpr known_metric known_metrics[] = {{"Request Latency", "Sec", "request_latency", "s"},
                                          {"Streaming Iterations", "Count", "request_streaming_iterations_count", ""},
                                          {"Time to First Token", "ms", "time_to_first_token_ms", "ms"},
                                          {"Time per Output Token", "ms", "time_per_output_token_ms", "ms"},
                                          {"Inter Token Latency", "ms", "inter_token_latency_ms", "ms"},
                                          {"Server Throughput", "Requests/Sec", "requests_per_second", "requests/s"},
                                          {"Server Throughput", "Concurrency", "request_concurrency", ""},
                                          {"Token Metrics", "Input Tokens", "prompt_token_count", "tokens"},
                                          {"Token Metrics", "Output Tokens", "output_token_count", "tokens"},
                                          {"Token Metrics", "Total Tokens", "total_token_count", "tokens"},
                                          {"Token Throughput", "Input Tokens/Sec", "prompt_tokens_per_second", "tokens/s"},
                                          {"Token Throughput", "Output Tokens/Sec", "output_tokens_per_second", "tokens/s"},
                                          {"Token Throughput", "Total Tokens/Sec", "tokens_per_second", "tokens/s"},
                                          {"Token Streaming", "Output Tokens/Iter", "output_tokens_per_iteration", "tokens"},
                                          {"Token Streaming", "Iter Tokens/Iter", "iter_tokens_per_iteration", "tokens"}};
constexpr std::pair<std::string_view, const char*> statistics[] = {
    {"Mean", "mean"}, {"Median", "median"}, {"Std Dev", "std_dev"}};
// Min, p0.1, p1, p5, p10, p25, p75, p90, p95, p99, max: those that are kept.
constexpr std::size_t percentiles_in_a_cell = 11;
constexpr std::pair<std::size_t, const char*> percentiles[] = {{0, "min"}, {7, "p90"}, {8, "p95"}, {9, "p99"}, {10, "max"}};
constexpr std::string_view succeeded = "Successful ";

struct csv_table {
    std::array<cells, 3> header;  // group, field, unit
    std::vector<cells> rows;
    std::vector<std::int64_t> lines;  // on which each row begins
};

result<csv_table> read_table(const std::string& text, const std::string& file_name) {
    std::istringstream input(text);
    csv_records records(input, file_name);
    csv_table table;
    std::vector<std::string_view> parts;
    for (std::size_t number = 0;; ++number) {
        const auto record = records.next();
        if (!record) return tl::unexpected(record.error());
        if (!*record) break;
        if (number == 0) records.set_separator(find_separator(**record));
        records.split(**record, parts);
        cells made(parts.begin(), parts.end());
        if (number < table.header.size()) {
            table.header[number] = std::move(made);
        } else {
            table.rows.push_back(std::move(made));
            table.lines.push_back(records.line());
        }
    }
    return table;
}

std::string cell_at(const cells& row, std::size_t column) { return column < row.size() ? row[column] : ""; }

class row_view {
public:
    row_view(const csv_table& table, const cells& row) : table_(table), row_(row) {}

    std::string text(std::string_view group, std::string_view field, std::string_view unit = {}) const {
        for (std::size_t i = 0; i < table_.header[0].size(); ++i)
            if (table_.header[0][i] == group && cell_at(table_.header[1], i) == field &&
                (unit.empty() || cell_at(table_.header[2], i) == unit))
                return cell_at(row_, i);
        return {};
    }
    std::optional<double> number(std::string_view group, std::string_view field, std::string_view unit = {}) const {
        return number_from_cell(text(group, field, unit), false);
    }
    std::optional<std::int64_t> count(std::string_view group, std::string_view field) const {
        const auto whole = whole_number_from_cell(text(group, field), false);
        return whole && *whole >= 0 ? whole : std::nullopt;
    }
    // A cell that holds JSON; null where it holds none. Keys in it are dropped and named.
    json document(std::string_view group, std::string_view field, std::vector<std::string>* dropped = nullptr) const {
        auto cell = text(group, field);
        auto read = read_loose_json(cell, "a cell");
        if (!read) return nullptr;
        auto& found = read->all.front();
        for (auto& path : remove_keys(found))
            if (dropped) dropped->push_back(fmt::format("{}, {}: {}", group, field, path));
        return std::move(found);
    }
    // Every cell stands below the header that it belongs to.
    bool fits() const {
        if (row_.size() != table_.header[0].size()) return false;
        for (std::size_t i = 0; i < row_.size(); ++i)
            if (cell_at(table_.header[2], i) == "Percentiles" && !row_[i].starts_with('[')) return false;
        return true;
    }

private:
    const csv_table& table_;
    const cells& row_;
};

// The CSV names the strategy only; the profile has the streams of all benchmarks, by their number in the run.
std::optional<int> streams_of(const row_view& row) {
    const auto strategy = row.text("Benchmark", "Strategy");
    if (strategy == "synchronous") return 1;
    const auto profile = row.document("Run Info", "Profile");
    if (strategy == "throughput") return workers_from(count_at(profile, {"/max_concurrency", "/args/max_concurrency"}));
    const auto index = row.count("Run Info", "Run Index");
    if (strategy != "concurrent" || !index) return std::nullopt;
    for (const auto* list : {"/streams", "/args/streams", "/rate"}) {
        const auto pointer = fmt::format("{}/{}", list, *index);
        if (const auto streams = workers_from(count_at(profile, {pointer.c_str()}))) return streams;
    }
    return std::nullopt;
}

void add_percentiles(const std::string& cell, const known_metric& metric, tool_point& point) {
    if (!cell.starts_with('[') || !cell.ends_with(']')) return;
    const auto parts = split(std::string_view(cell).substr(1, cell.size() - 2), ',');
    if (parts.size() != percentiles_in_a_cell) return;
    for (const auto& [place, name] : percentiles)
        if (const auto value = number_from_cell(parts[place], false))
            point.figures.push_back({fmt::format("guidellm.{}.{}", metric.name, name), *value, metric.unit});
}

void add_figures(const row_view& row, tool_point& point) {
    for (const auto& metric : known_metrics) {
        const auto field = std::string(succeeded) + std::string(metric.field);
        for (const auto& [title, name] : statistics)
            if (const auto value = row.number(metric.group, field, title))
                point.figures.push_back({fmt::format("guidellm.{}.{}", metric.name, name), *value, metric.unit});
        add_percentiles(row.text(metric.group, field, "Percentiles"), metric, point);
    }
}

// A mean of whole numbers gives their sum back; nothing where it does not.
std::optional<std::int64_t> sum_from_mean(std::optional<double> mean, std::int64_t count) {
    if (!mean || *mean < 0 || *mean * static_cast<double>(count) > 9e12) return std::nullopt;
    const double sum = *mean * static_cast<double>(count);
    return std::abs(sum - std::round(sum)) < 0.01 ? std::optional(std::llround(sum)) : std::nullopt;
}

std::optional<tool_point> read_point(const row_view& row, const std::string& place, tool_file& file) {
    const auto workers = streams_of(row);
    if (!workers) {
        const auto strategy = row.text("Benchmark", "Strategy");
        file.left_out.push_back(
            fmt::format("{}: {} has no number of streams; a rate is no worker count", place,
                        strategy.empty() ? "the strategy" : "the strategy " + shorten(to_valid_utf8(strategy), 40)));
        return std::nullopt;
    }
    const auto seconds = row.number("Timings", "Duration", "Sec");
    if (!is_time(seconds)) {
        file.left_out.push_back(place + ": does not say how long the measuring took");
        return std::nullopt;
    }
    tool_point point;
    point.workers = *workers;
    point.seconds = *seconds;
    point.failed = row.count("Request Counts", "Errored").value_or(0);
    const auto successful = row.count("Request Counts", "Successful").value_or(0);
    point.requests = successful + point.failed;
    if (!row.fits()) {
        file.left_out.push_back(place + ": its latencies, rates and tokens; it has other columns than the header names");
        return point;
    }
    point.input_tokens = sum_from_mean(row.number("Token Metrics", "Successful Input Tokens", "Mean"), successful);
    point.output_tokens = sum_from_mean(row.number("Token Metrics", "Successful Output Tokens", "Mean"), successful);
    add_figures(row, point);
    return point;
}

std::string model_of(const row_view& row, std::vector<std::string>& dropped) {
    const auto backend = row.document("Run Info", "Backend", &dropped);
    const auto arguments = row.document("Runtime Info", "Arguments", &dropped);
    auto model = text_at(backend, {"/model"});
    if (model.empty()) model = text_at(arguments, {"/model", "/backend/model", "/backend_kwargs/model"});
    return model;
}

}  // namespace

bool looks_like_guidellm_csv(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto line = text.substr(0, text.find('\n'));
    return line.starts_with("Run Info") && line.find("Timings") != line.npos && line.find("Request Counts") != line.npos;
}

result<file_reading> read_guidellm_csv(const std::string& text, const std::string& file_name, run_origin origin) {
    const auto table = read_table(text, file_name);
    if (!table) return tl::unexpected(table.error());
    const row_view fields(*table, table->header[1]), units(*table, table->header[2]);
    if (fields.text("Timings", "Duration") != "Duration" || units.text("Timings", "Duration") != "Sec")
        return fail(error_kind::bad_input,
                    "looks like GuideLLM's CSV, but its three header rows (group, field, unit) are not whole", file_name,
                    "Take the file as GuideLLM wrote it, or its benchmarks.json.");
    if (table->rows.empty()) return fail(error_kind::bad_input, "has three header rows and no benchmark", file_name);
    tool_file file;
    file.key = "guidellm";
    file.tool = "GuideLLM";
    tool_run run;
    std::vector<std::string> dropped;
    const row_view first(*table, table->rows.front());
    run.model = model_of(first, dropped);
    file.version = text_at(first.document("Runtime Info", "Metadata"), {"/guidellm_version"});
    for (std::size_t i = 0; i < table->rows.size(); ++i)
        if (auto point = read_point({*table, table->rows[i]}, fmt::format("line {}", table->lines[i]), file))
            run.points.push_back(std::move(*point));
    if (run.points.empty())
        return fail(error_kind::bad_input, file.left_out.front(), file_name,
                    "Run GuideLLM with --profile concurrent --rate 1,2,4,8.");
    file.runs.push_back(std::move(run));
    file.taken = {"streams as the worker count (a synchronous strategy as 1)", "Timings, Duration as the time",
                  "requests that succeeded and errored as requests; incomplete ones do not count",
                  "the mean tokens of a request times the requests that succeeded as tokens"};
    file.left_out.push_back("each request's own times: benchmarks.json has them");
    auto reading = make_reading(std::move(file), file_name, origin);
    reading.preview.dropped_keys = std::move(dropped);
    return reading;
}

}  // namespace sweeplab
