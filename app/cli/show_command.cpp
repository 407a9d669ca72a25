#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "app/cli/scaling_report.h"
#include "app/cli/text_table.h"
#include "engine/exchange/key_scrubber.h"

namespace sweeplab::cli {
namespace {

struct show_choice {
    library_choice library;
    std::string run;
    bool as_json = false;
};

std::string repeat_in_words(const trial& one) { return one.warm_up ? "warm-up" : std::to_string(one.repeat); }

std::string trials_table(const std::vector<trial>& trials) {
    using enum text_table::align;
    std::vector<std::string> workers, repeats, states, jobs, failed, messages;
    std::vector<std::optional<double>> times;
    for (const auto& one : trials) {
        workers.push_back(std::to_string(one.workers));
        repeats.push_back(repeat_in_words(one));
        states.emplace_back(to_text(one.state));
        times.push_back(one.time_ns ? std::optional(to_seconds(duration(*one.time_ns))) : std::nullopt);
        jobs.push_back(one.jobs > 0 ? std::to_string(one.jobs) : "");
        failed.push_back(std::to_string(one.failed));
        messages.push_back(cut_to_width(one.message, 80));
    }
    auto time_cells = number_cells(times);
    for (auto& cell : time_cells) cell += cell.empty() ? "" : " s";
    text_table table;
    table.add_column("workers", workers, right);
    table.add_column("repeat", repeats, right);
    table.add_column("state", states);
    table.add_column("time", time_cells, right);
    table.add_column_if_any("jobs", jobs, right);
    table.add_column("failed", failed, right);
    table.add_column_if_any("message", messages);
    return table.text();
}

int show_run(const show_choice& choice) {
    const auto session = open_library_for_reading(choice.library);
    if (!session) return complain(session.error());
    const auto run = find_run(session->get(), choice.run);
    if (!run) return complain(run.error());
    const auto record = (*session)->store().load_run(*run, load_detail::attempts);
    if (!record) return complain(record.error());
    if (choice.as_json) {
        json document = to_json(*record);
        remove_keys_of_plan(document["plan"]);  // a run of an older version may have one
        write_data(document.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    } else {
        const auto& summary = record->summary;
        std::string text = scaling_report(*record) + "\n" + trials_table(record->trials);
        if (summary.state != run_state::complete) text += fmt::format("\nThe run is {}.\n", to_text(summary.state));
        if (!summary.notes.empty()) text += "\nNotes: " + summary.notes + "\n";
        write_words(text);
    }
    return exit_done;
}

}  // namespace

void add_show_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand("show", "Show a saved run: the scaling table, the finding, every trial");
    command->footer("Examples:\n  sweeplab-cli show 12\n  sweeplab-cli show last --json | jq '.trials[].time_s'");
    auto choice = std::make_shared<show_choice>();
    command->add_option("RUN", choice->run, "Its number as list shows it, or \"last\"")->required();
    add_library_option(*command, choice->library);
    command->add_flag("--json", choice->as_json, "As one JSON object, with every attempt");
    command->callback([choice, &exit_code] { exit_code = show_run(*choice); });
}

}  // namespace sweeplab::cli
