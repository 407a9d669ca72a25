#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"

namespace sweeplab::cli {
namespace {

struct import_choice {
    library_choice library;
    std::vector<std::string> files;
    bool as_json = false;
};

// A file that cannot be taken in does not keep the others from it.
int import_files(const import_choice& choice) {
    const auto session = open_library(choice.library);
    if (!session) return complain(session.error());
    int exit_code = exit_done;
    json taken = json::array();
    for (const auto& file : choice.files) {
        std::vector<std::string> remarks;
        const auto runs = (*session)->import(file, remarks);
        for (const auto& remark : remarks) say(fmt::format("{}: {}", file, remark));
        if (!runs) {
            exit_code = complain(runs.error());
            continue;
        }
        for (const auto run : *runs) {
            taken.push_back({{"file", file}, {"id", run.value}});
            if (!choice.as_json) write_data(fmt::format("{}: run {}\n", file, run.value));
        }
    }
    if (choice.as_json) write_data(taken.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    return exit_code;
}

}  // namespace

void add_import_command(CLI::App& program, int& exit_code) {
    auto* const command =
        program.add_subcommand("import", "Take runs in from files: CSV with workers and time_s, or our JSON");
    command->footer(
        "A CSV needs a header with workers and time_s (seconds). Optional: repeat, host, workload, run, jobs (items a\n"
        "trial), result_count, input_tokens, output_tokens, cost_usd, failed. Other columns are kept as notes; lines\n"
        "with # are comments.\n\n"
        "Examples:\n  sweeplab-cli import times.csv\n  sweeplab-cli import runs.json others.csv --db lab.db");
    auto choice = std::make_shared<import_choice>();
    command->add_option("FILE", choice->files, "CSV or JSON files")->required();
    add_library_option(*command, choice->library);
    command->add_flag("--json", choice->as_json, "The new runs as a JSON array");
    command->callback([choice, &exit_code] { exit_code = import_files(*choice); });
}

}  // namespace sweeplab::cli
