#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "engine/exchange/exchange.h"
#include "engine/foundation/text.h"

namespace sweeplab::cli {
namespace {

struct export_choice {
    library_choice library;
    std::vector<std::string> runs;
    std::string format;  // empty: by the file's name
    std::string out;     // empty: stdout
};

bool wants_json(const export_choice& choice) {
    if (!choice.format.empty()) return choice.format == "json";
    return equal_ignoring_case(std::filesystem::path(choice.out).extension().string(), ".json");
}

result<std::string> content_of(const export_choice& choice) {
    const auto session = open_library_for_reading(choice.library);
    if (!session) return tl::unexpected(session.error());
    const auto detail = wants_json(choice) ? load_detail::everything : load_detail::trials;
    std::vector<run_record> records;
    for (const auto& name : choice.runs) {
        const auto run = find_run(session->get(), name);
        if (!run) return tl::unexpected(run.error());
        auto record = (*session)->store().load_run(*run, detail);
        if (!record) return tl::unexpected(record.error());
        records.push_back(std::move(*record));
    }
    return wants_json(choice) ? export_json(records) : export_csv(records);
}

int export_runs(const export_choice& choice) {
    const auto content = content_of(choice);
    if (!content) return complain(content.error());
    if (choice.out.empty() || choice.out == "-") {
        write_data(*content);
        return exit_done;
    }
    if (const auto written = write_file_atomically(choice.out, *content); !written) return complain(written.error());
    say(fmt::format("Written: {}", choice.out));
    return exit_done;
}

}  // namespace

void add_export_command(CLI::App& program, int& exit_code) {
    auto* const command =
        program.add_subcommand("export", "Write saved runs to a file: CSV (a row a trial) or JSON (everything)");
    command->footer(
        "Examples:\n  sweeplab-cli export last --out times.csv\n  sweeplab-cli export 12 13 --format json --out runs.json\n"
        "  sweeplab-cli export 12 --format csv | column -s, -t");
    auto choice = std::make_shared<export_choice>();
    command->add_option("RUN", choice->runs, "Numbers as list shows them, or \"last\"")->required();
    command->add_option("--format", choice->format, "csv or json (default: by the file's name, else csv)")
        ->check(CLI::IsMember({"csv", "json"}));
    command->add_option("--out", choice->out, "The file to write (default: stdout)")->type_name("FILE");
    add_library_option(*command, choice->library);
    command->callback([choice, &exit_code] { exit_code = export_runs(*choice); });
}

}  // namespace sweeplab::cli
