#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "app/cli/native_table.h"

namespace sweeplab::cli {
namespace {

struct native_choice {
    library_choice library;
    std::string run;
    std::string against;
    bool as_json = false;
};

result<native::native_report> report_of(engine_session* session, const std::string& text) {
    const auto run = find_run(session, text);
    if (!run) return tl::unexpected(run.error());
    const auto record = session->store().load_run(*run, load_detail::attempts);
    if (!record) return tl::unexpected(record.error());
    return native::make_native_report(*record);
}

int show_native(const native_choice& choice) {
    const auto session = open_library_for_reading(choice.library);
    if (!session) return complain(session.error());
    const auto report = report_of(session->get(), choice.run);
    if (!report) return complain(report.error());
    std::optional<native::native_report> against;
    if (!choice.against.empty()) {
        auto other = report_of(session->get(), choice.against);
        if (!other) return complain(other.error());
        against = std::move(*other);
    }
    if (!choice.as_json) {
        write_words(native_text(*report, against));
        return exit_done;
    }
    auto whole = to_json(*report);
    if (against) {
        whole["against"] = to_json(*against);
        whole["ratios"] = to_json(compare(*report, *against));
    }
    write_data(whole.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    return exit_done;
}

}  // namespace

void add_native_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand(
        "native", "Say what a machine can do: the rates of a native run, each with its unit, also beside another machine's");
    command->footer(
        "Only the same kernel with the same values, thread count and unit gets a ratio; else it is said why there is "
        "none.\n\n"
        "Examples:\n  sweeplab-cli run resources/plans/native_suite.json --workers 1,2,4\n  sweeplab-cli native last\n"
        "  sweeplab-cli native 12 --against 9\n"
        "  sweeplab-cli native last --json | jq '.kernels[] | {kernel, unit, best: ([.points[].per_s] | max)}'\n"
        "Another machine's run comes into the library with import.");
    auto choice = std::make_shared<native_choice>();
    command->add_option("RUN", choice->run, "A run's number as list shows it, or \"last\"")->required();
    command->add_option("--against", choice->against, "A run of another machine, or an earlier one")->type_name("RUN");
    add_library_option(*command, choice->library);
    command->add_flag("--json", choice->as_json, "As one JSON object: kernels with their points, ratios");
    command->callback([choice, &exit_code] { exit_code = show_native(*choice); });
}

}  // namespace sweeplab::cli
