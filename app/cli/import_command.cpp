#include <iostream>
#include <iterator>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "app/cli/run_sources.h"
#include "engine/imports/imports.h"
#include "engine/session/keep_runs.h"

namespace sweeplab::cli {
namespace {

struct import_choice {
    library_choice library;
    std::vector<std::string> files;
    std::string name;
    bool join = false;
    bool dry_run = false;
    bool as_json = false;
};

result<std::string> standard_input() {
    std::string text;
    char block[64 * 1024];
    while (std::cin.read(block, sizeof block) || std::cin.gcount() > 0) {
        text.append(block, static_cast<std::size_t>(std::cin.gcount()));
        if (text.size() > largest_import_bytes)
            return fail(error_kind::bad_input, fmt::format("gives more than {} MB", largest_import_bytes >> 20), "stdin",
                        "Cut it down to the runs that matter; nothing of it was taken in.");
    }
    return text;
}

result<file_reading> read_one(const std::string& file) {
    if (file != "-") return read_results(file);
    auto text = standard_input();
    if (!text) return tl::unexpected(text.error());
    return read_results_text(std::move(*text), "stdin");
}

// What people see of names in a file must not move the cursor.
std::string shown(const import_preview& preview) {
    std::string text;
    const auto whole = describe(preview);
    std::string_view rest = whole;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        text += printable(rest.substr(0, end)) + "\n";
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return text;
}

struct import_outcome {
    json list = json::array();
    int exit_code = exit_done;
};

void take_in(const file_reading& reading, engine_session* session, const import_choice& choice, import_outcome& outcome) {
    const auto preview = to_json(reading.preview);
    if (choice.dry_run) {
        outcome.list.push_back(preview);
        if (!choice.as_json) write_data(shown(reading.preview));
        return;
    }
    say(shown(reading.preview));
    const auto ids = keep_runs(session->store(), reading.runs);
    if (!ids) {
        outcome.exit_code = complain(ids.error());
        return;
    }
    for (std::size_t i = 0; i < ids->size(); ++i) {
        outcome.list.push_back({{"file", reading.preview.file}, {"id", (*ids)[i].value}, {"preview", preview}});
        if (!choice.as_json) write_data(fmt::format("{}: run {}\n", printable(reading.preview.file), (*ids)[i].value));
    }
}

// A file that cannot be taken in does not keep the others from it, unless all are to be one run.
int import_files(const import_choice& choice) {
    std::unique_ptr<engine_session> session;
    if (!choice.dry_run) {
        auto opened = open_library(choice.library);
        if (!opened) return complain(opened.error());
        session = std::move(*opened);
    }
    import_outcome outcome;
    std::vector<file_reading> parts;
    for (const auto& file : choice.files) {
        auto reading = read_one(file);
        if (!reading) {
            outcome.exit_code = complain(reading.error());
            if (choice.join) return outcome.exit_code;
            continue;
        }
        if (choice.join) parts.push_back(std::move(*reading));
        else take_in(*reading, session.get(), choice, outcome);
    }
    if (choice.join) {
        const auto joined = join_readings(std::move(parts), choice.name);
        if (!joined) return complain(joined.error());
        take_in(*joined, session.get(), choice, outcome);
    }
    if (choice.as_json) write_data(outcome.list.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    return outcome.exit_code;
}

}  // namespace

void add_import_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand(
        "import", "Take runs in from files: our own, tables, and results of GuideLLM, AIPerf, vLLM, llama.cpp, hyperfine");
    command->footer(
        "What a file is shows in its content: JSON of export, CSV, tables in Markdown, GuideLLM's benchmarks.json and\n"
        "benchmarks.csv, AIPerf's profile_export_aiperf.json and profile_export.jsonl, vLLM bench serve,\n"
        "llama-batched-bench (jsonl, or its table as it is printed), hyperfine\n"
        "(--parameter-list workers …). Concurrency is the worker count. A tool's latencies keep the tool's own definition "
        "and\n"
        "are never mixed with ours. Keys found in files are dropped.\n\n"
        "A file comes in whole or not at all. Of several files each is on its own: those that are good come in, those that\n"
        "are not are named, and the exit status is then 2. With --join it is all of them or nothing. --dry-run shows every\n"
        "preview, also behind a bad file, with the same status.\n\n"
        "A CSV needs a header with workers and time_s (seconds). Optional: repeat, host, workload, run, jobs (items a\n"
        "trial), result_count, input_tokens, output_tokens, cost_usd, failed. Other columns are kept as notes; lines\n"
        "with # are comments. A Markdown table needs columns such as \"Workers\" and \"Time (s)\".\n\n"
        "Examples:\n  sweeplab-cli import times.csv\n  sweeplab-cli import runs.json others.csv --db lab.db\n"
        "  sweeplab-cli import benchmarks.json --dry-run\n"
        "  sweeplab-cli import vllm-c1.json vllm-c4.json vllm-c16.json --join --name \"vLLM, 8B\"\n"
        "  xclip -o | sweeplab-cli import -");
    auto choice = std::make_shared<import_choice>();
    command->add_option("FILE", choice->files, "Files, or - for standard input")->required();
    auto* const join =
        command->add_flag("--join", choice->join, "All files are parts of one sweep by one tool: make one run of them");
    command->add_option("--name", choice->name, "The name of the joined run")->type_name("NAME")->needs(join);
    command->add_flag("--dry-run", choice->dry_run, "Only say what would come in and what cannot; store nothing");
    add_library_option(*command, choice->library);
    command->add_flag("--json", choice->as_json, "The new runs (or with --dry-run the previews) as a JSON array");
    command->callback([choice, &exit_code] { exit_code = import_files(*choice); });
}

}  // namespace sweeplab::cli
