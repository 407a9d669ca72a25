#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interleaved.h"
#include "app/cli/sweep_follower.h"

namespace sweeplab::cli {
namespace {

struct resume_choice {
    follow_options follow;
    std::string run;
    std::string other;  // empty: only that one
};

int resume_run(const resume_choice& choice) {
    stop_signals signals;  // before the session makes threads
    const auto session = open_library_for_reading(choice.follow.library);
    if (!session) return complain(session.error());
    const auto run = find_run(session->get(), choice.run);
    if (!run) return complain(run.error());
    if (choice.other.empty())
        return follow_sweep(**session, signals, choice.follow, [&](engine_session& at) { return at.resume(*run); });
    const auto other = find_run(session->get(), choice.other);
    if (!other) return complain(other.error());
    return resume_interleaved(**session, signals, choice.follow, *run, *other);
}

}  // namespace

void add_resume_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand(
        "resume", "Carry on with a run that was stopped or interrupted: only what is missing is done");
    command->footer(
        "Examples:\n  sweeplab-cli resume 12\n  sweeplab-cli resume last --events\n"
        "  sweeplab-cli resume 12 13    two that were measured in turn, in turn again");
    auto choice = std::make_shared<resume_choice>();
    command->add_option("RUN", choice->run, "Its number as list shows it, or \"last\"")->required();
    command->add_option("OTHER", choice->other, "The run that RUN takes turns with");
    command->add_flag("--events", choice->follow.events,
                      "Write every event as a line of JSON on stdout; the report goes to stderr");
    add_library_option(*command, choice->follow.library);
    command->callback([choice, &exit_code] { exit_code = resume_run(*choice); });
}

}  // namespace sweeplab::cli
