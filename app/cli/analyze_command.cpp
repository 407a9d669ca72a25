#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "app/cli/loss_table.h"
#include "engine/analysis/latency_json.h"
#include "engine/analysis/loss_json.h"

namespace sweeplab::cli {
namespace {

struct analyze_choice {
    library_choice library;
    std::string run;
    bool as_json = false;
};

int analyze_run(const analyze_choice& choice) {
    const auto session = open_library_for_reading(choice.library);
    if (!session) return complain(session.error());
    const auto run = find_run(session->get(), choice.run);
    if (!run) return complain(run.error());
    const auto record = (*session)->store().load_run(*run, load_detail::attempts);
    if (!record) return complain(record.error());
    const auto report = make_loss_report(*record);
    if (choice.as_json) {
        auto whole = to_json(report);
        whole["latency"] = to_json(make_latency_report(*record));
        write_data(whole.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    } else {
        write_data(fmt::format("Run {}: {}{}\n{}\n\n", report.run.value, report.run_name,
                               record->summary.simulated ? " (simulated)" : "", report.host_name) +
                   loss_text(report));
    }
    return exit_done;
}

}  // namespace

void add_analyze_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand("analyze", "Say where the worker-seconds of a saved run went");
    command->footer(
        "Examples:\n  sweeplab-cli analyze last\n"
        "  sweeplab-cli analyze 12 --json | jq '.worker_counts[] | {workers, losses_ns}'");
    auto choice = std::make_shared<analyze_choice>();
    command->add_option("RUN", choice->run, "Its number as list shows it, or \"last\"")->required();
    add_library_option(*command, choice->library);
    command->add_flag("--json", choice->as_json, "As one JSON object: every trial, every worker count, latencies");
    command->callback([choice, &exit_code] { exit_code = analyze_run(*choice); });
}

}  // namespace sweeplab::cli
