#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include "engine/exchange/key_scrubber.h"
#include "engine/foundation/plain_file.h"
#include "engine/foundation/text.h"
#include "engine/imports/loose_json.h"
#include "engine/imports/tool_run.h"

namespace sweeplab {
namespace {

namespace fs = std::filesystem;

constexpr tool_reader readers[] = {{is_guidellm, read_guidellm},
                                   {is_aiperf, read_aiperf},
                                   {is_aiperf_requests, read_aiperf_requests},
                                   {is_vllm, read_vllm},
                                   {is_batched_bench, read_batched_bench},
                                   {is_hyperfine, read_hyperfine}};
constexpr std::size_t most_remarks = 20;
constexpr std::size_t most_beginning = 64 * 1024;  // that shows what a file is

bool looks_like_json(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto start = text.find_first_not_of(" \t\r\n");
    return start != text.npos && (text[start] == '{' || text[start] == '[');
}

tl::unexpected<error> nothing_in(const std::string& file_name) {
    return fail(error_kind::bad_input, "is empty: there is nothing to import", file_name);
}

bool looks_like_web_page(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto start = to_lower(trim(text).substr(0, 9));
    return start.starts_with("<!doctype") || start.starts_with("<html");
}

tl::unexpected<error> no_web_pages(const std::string& file_name) {
    return fail(error_kind::bad_input, "is a web page (HTML), which is not read back", file_name,
                "Export the run as JSON, which is whole, or as CSV or Markdown.");
}

file_reading preview_of_own(import_result imported, const std::string& file_name, const char* tool) {
    file_reading reading;
    auto& preview = reading.preview;
    preview.file = file_name;
    preview.tool = tool;
    for (auto& remark : imported.remarks) {
        const auto path = remark.find(": left out, since it may hold a key");
        if (path != remark.npos) preview.dropped_keys.push_back(remark.substr(0, path));
        else preview.remarks.push_back(std::move(remark));
    }
    for (const auto& run : imported.runs) {
        preview_run shown{run.summary.name, run.summary.workers, run.trials.size(), 0};
        for (const auto& one : run.trials) shown.requests += one.attempts.size();
        preview.runs.push_back(std::move(shown));
    }
    reading.runs = std::move(imported.runs);
    return reading;
}

result<file_reading> read_bundle(std::string_view text, const std::string& file_name, run_origin origin) {
    auto imported = import_json(text, file_name, origin);
    if (!imported) return tl::unexpected(imported.error());
    auto reading = preview_of_own(std::move(*imported), file_name, "Sweeplab");
    reading.preview.taken = {"everything: host, plan, items, trials, spans and conditions"};
    return reading;
}

void add_dropped(std::vector<std::string> dropped, import_preview& preview) {
    const auto all = dropped.size();
    if (all > most_remarks) dropped.resize(most_remarks);
    preview.dropped_keys = std::move(dropped);
    if (all > most_remarks) preview.remarks.push_back(fmt::format("{} further keys were dropped", all - most_remarks));
}

result<file_reading> read_tool(loose_documents documents, const std::string& file_name, run_origin origin) {
    std::vector<std::string> dropped;
    for (auto& one : documents.all) {
        auto found = remove_keys(one);
        std::move(found.begin(), found.end(), std::back_inserter(dropped));
    }
    // One list of results is as good as a line for each.
    if (documents.all.size() == 1 && documents.all.front().is_array() && !documents.all.front().empty()) {
        json list = std::move(documents.all.front());
        documents.all.assign(std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
    }
    for (const auto& reader : readers) {
        if (!reader.recognises(documents.all.front())) continue;
        auto file = reader.read(documents.all, file_name);
        if (!file) return tl::unexpected(file.error());
        auto reading = make_reading(std::move(*file), file_name, origin);
        add_dropped(std::move(dropped), reading.preview);
        if (documents.not_finite > 0)
            reading.preview.left_out.push_back(
                fmt::format("{} numbers that are none (NaN, Infinity)", documents.not_finite));
        return reading;
    }
    return fail(error_kind::bad_input, "is JSON of no tool that is known here", file_name,
                "Known are GuideLLM, AIPerf, vLLM bench serve, llama.cpp batched-bench, hyperfine and Sweeplab itself.");
}

// Bundles as this program writes them end with their format.
constexpr std::size_t bundle_mark_within = 256;
bool ends_as_bundle(std::string_view text) {
    const auto end = text.substr(text.size() - std::min(text.size(), bundle_mark_within));
    return end.find("\"sweeplab_run\"") != end.npos;
}

result<file_reading> read_json(std::string text, const std::string& file_name, run_origin origin) {
    if (ends_as_bundle(text)) return read_bundle(text, file_name, origin);  // a large one is not read twice
    auto documents = read_loose_json(text, file_name);
    if (!documents) return tl::unexpected(documents.error());
    const auto& first = documents->all.front();
    if (first.is_object() && (first.contains("sweeplab_run") || first.contains("runs"))) {
        documents->all.clear();
        return read_bundle(text, file_name, origin);
    }
    if (first.is_object() && first.contains("sweeplab"))
        return fail(error_kind::bad_input, "is a plan, not a result", file_name, "sweeplab-cli run carries it out.");
    return read_tool(std::move(*documents), file_name, origin);
}

bool is_bundle(std::ifstream& input, std::uintmax_t bytes) {
    std::string end(std::min<std::uintmax_t>(bytes, bundle_mark_within), ' ');
    input.seekg(-static_cast<std::streamoff>(end.size()), std::ios::end);
    input.read(end.data(), static_cast<std::streamsize>(end.size()));
    input.clear();
    input.seekg(0);
    return ends_as_bundle(end);
}

result<void> check_size(std::ifstream& input, const fs::path& file) {
    std::error_code unknown;
    const auto bytes = fs::file_size(file, unknown);
    if (unknown || bytes <= largest_import_bytes) return {};
    const auto most = is_bundle(input, bytes) ? largest_bundle_bytes : largest_import_bytes;
    if (bytes <= most) return {};
    return fail(error_kind::bad_input, fmt::format("has {} MB; at most {} MB are read", bytes >> 20, most >> 20),
                file.string(), "Cut it down to the runs or requests that matter; nothing of it was taken in.");
}

unix_ms date_of(const fs::path& file) {
    std::error_code failed;
    const auto written = fs::last_write_time(file, failed);
    if (failed) return 0;
    const auto system_time = std::chrono::file_clock::to_sys(written);
    return std::chrono::duration_cast<std::chrono::milliseconds>(system_time.time_since_epoch()).count();
}

void date_runs(const fs::path& file, file_reading& reading) {
    bool undated = false;
    for (auto& run : reading.runs) {
        if (run.summary.started_at != 0) continue;
        run.summary.started_at = date_of(file);
        undated = true;
    }
    if (undated)
        reading.preview.remarks.push_back("the file does not say when it was measured; its own date is shown instead");
}

std::string beginning_of(std::istream& input) {
    std::string text(most_beginning, ' ');
    input.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(input.gcount()));
    input.clear();
    input.seekg(0);
    return text;
}

}  // namespace

result<file_reading> read_results_text(std::string text, const std::string& file_name, run_origin origin) {
    if (text.size() > largest_import_bytes)
        return fail(error_kind::bad_input, fmt::format("has more than {} MB", largest_import_bytes >> 20), file_name);
    if (trim(text).empty()) return nothing_in(file_name);
    if (looks_like_web_page(text)) return no_web_pages(file_name);
    if (looks_like_json(text)) return read_json(std::move(text), file_name, origin);
    if (looks_like_markdown(text)) return read_markdown_runs(text, file_name, origin);
    if (looks_like_guidellm_csv(text)) return read_guidellm_csv(text, file_name, origin);
    std::istringstream input(std::move(text));
    auto imported = import_csv(input, file_name, origin);
    if (!imported) return tl::unexpected(imported.error());
    return preview_of_own(std::move(*imported), file_name, "tidy CSV");
}

result<file_reading> read_results(const fs::path& file, run_origin origin) {
    auto input = open_plain_file(file);
    if (!input) return tl::unexpected(std::move(input.error()));
    if (auto fits = check_size(*input, file); !fits) return tl::unexpected(fits.error());
    const auto beginning = beginning_of(*input);
    const auto name = file.filename().string();
    if (trim(beginning).empty() && beginning.size() < most_beginning) return nothing_in(name);
    if (looks_like_web_page(beginning)) return no_web_pages(name);
    const bool is_json = looks_like_json(beginning), is_markdown = !is_json && looks_like_markdown(beginning);
    if (is_json || is_markdown || looks_like_guidellm_csv(beginning)) {
        std::ostringstream text;
        text << input->rdbuf();
        if (input->bad()) return fail(error_kind::io, "could not be read to its end", file.string());
        auto reading = is_json       ? read_json(std::move(text).str(), name, origin)
                       : is_markdown ? read_markdown_runs(text.str(), name, origin)
                                     : read_guidellm_csv(text.str(), name, origin);
        if (reading) date_runs(file, *reading);
        return reading;
    }
    // A CSV is read as it comes.
    auto imported = import_file(file, origin);
    if (!imported) return tl::unexpected(imported.error());
    return preview_of_own(std::move(*imported), name, "tidy CSV");
}

result<import_result> import_any_file(const fs::path& file, run_origin origin) {
    auto reading = read_results(file, origin);
    if (!reading) return tl::unexpected(reading.error());
    import_result imported;
    imported.runs = std::move(reading->runs);
    const auto& preview = reading->preview;
    for (const auto& path : preview.dropped_keys) imported.remarks.push_back(path + ": left out, since it may hold a key");
    for (const auto& what : preview.left_out) imported.remarks.push_back("left out: " + what);
    for (const auto& remark : preview.remarks) imported.remarks.push_back(remark);
    return imported;
}

}  // namespace sweeplab
