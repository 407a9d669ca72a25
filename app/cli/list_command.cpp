#include <ctime>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "app/cli/text_table.h"

namespace sweeplab::cli {
namespace {

constexpr std::size_t widest_text = 40;

std::string local_time(unix_ms time) {
    if (time <= 0) return {};
    const auto seconds = static_cast<std::time_t>(time / 1000);
    std::tm parts{};
    if (!::localtime_r(&seconds, &parts)) return {};
    char text[32];
    return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &parts));
}

std::string state_in_words(const run_summary& run) {
    std::string text(to_text(run.state));
    if (run.origin != run_origin::measured) text += fmt::format(", {}", to_text(run.origin));
    if (run.simulated) text += ", simulated";
    return text;
}

template <class Cell>
std::vector<std::string> cells_of(const std::vector<run_summary>& runs, Cell cell) {
    std::vector<std::string> cells;
    for (const auto& run : runs) cells.push_back(cell(run));
    return cells;
}

std::string table_of(const std::vector<run_summary>& runs) {
    using enum text_table::align;
    text_table table;
    table.add_column("run", cells_of(runs, [](const auto& run) { return std::to_string(run.id.value); }), right);
    table.add_column_if_any("", cells_of(runs, [](const auto& run) { return std::string(run.starred ? "★" : ""); }));
    table.add_column("name", cells_of(runs, [](const auto& run) { return cut_to_width(run.name, widest_text); }));
    table.add_column("host", cells_of(runs, [](const auto& run) { return cut_to_width(run.host_name, widest_text); }));
    table.add_column("workers", cells_of(runs, [](const auto& run) {
                         return cut_to_width(worker_counts_to_text(run.workers), widest_text);
                     }));
    table.add_column(
        "trials",
        cells_of(runs, [](const auto& run) { return fmt::format("{}/{}", run.trials_complete, run.trials_planned); }),
        right);
    table.add_column("started", cells_of(runs, [](const auto& run) { return local_time(run.started_at); }));
    table.add_column("state", cells_of(runs, state_in_words));
    table.add_column("workload", cells_of(runs, [](const auto& run) { return cut_to_width(run.workload, widest_text); }));
    return table.text();
}

int list_runs(const library_choice& library, bool as_json) {
    const auto session = open_library_for_reading(library);
    if (!session) return complain(session.error());
    auto runs = *session ? (*session)->store().list_runs() : result<std::vector<run_summary>>{};
    if (!runs) return complain(runs.error());
    if (as_json) {
        json list = json::array();
        for (const auto& run : *runs) list.push_back(to_json(run));
        write_data(list.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    } else if (runs->empty()) {
        say("No run is saved yet. `sweeplab-cli run demo` makes one.");
    } else {
        write_words(table_of(*runs));
    }
    return exit_done;
}

}  // namespace

void add_list_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand("list", "List the saved runs, newest first");
    command->footer("Examples:\n  sweeplab-cli list\n  sweeplab-cli list --json | jq '.[0].id'");
    auto library = std::make_shared<library_choice>();
    auto as_json = std::make_shared<bool>(false);
    add_library_option(*command, *library);
    command->add_flag("--json", *as_json, "As a JSON array");
    command->callback([library, as_json, &exit_code] { exit_code = list_runs(*library, *as_json); });
}

}  // namespace sweeplab::cli
