#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "engine/foundation/text.h"

namespace sweeplab::cli {
namespace {

struct exclude_choice {
    library_choice library;
    std::string run;
    int workers = 0;
    int repeat = 0;
    std::string reason;
    bool take_in = false;
};

error no_such_repeat(const exclude_choice& choice) {
    return {error_kind::not_found,
            fmt::format("the run has no complete repeat {} at {} workers", choice.repeat, choice.workers),
            {},
            "`sweeplab-cli show RUN` lists its trials."};
}

result<void> exclude(const exclude_choice& choice) {
    if (!choice.take_in && trim(choice.reason).empty())
        return fail(error_kind::bad_input, "an exclusion needs its reason", "--reason", "It is kept with the trial.");
    const auto session = open_library(choice.library);
    if (!session) return tl::unexpected(session.error());
    const auto run = find_run(session->get(), choice.run);
    if (!run) return tl::unexpected(run.error());
    const auto record = (*session)->store().load_run(*run, load_detail::trials);
    if (!record) return tl::unexpected(record.error());
    for (const auto& one : record->trials)
        if (one.could_count() && one.workers == choice.workers && one.repeat == choice.repeat)
            return (*session)->store().exclude_trial(one.id, choice.take_in ? std::string() : choice.reason);
    return tl::unexpected(no_such_repeat(choice));
}

}  // namespace

void add_exclude_command(CLI::App& program, int& exit_code) {
    auto* const command =
        program.add_subcommand("exclude", "Take one repeat out of a run's figures, with a reason that is kept");
    command->footer(
        "Examples:\n  sweeplab-cli exclude 12 --workers 8 --repeat 3 --reason \"a backup ran\"\n"
        "  sweeplab-cli exclude 12 --workers 8 --repeat 3 --take-in    counts it again");
    auto choice = std::make_shared<exclude_choice>();
    command->add_option("RUN", choice->run, "Its number as list shows it, or \"last\"")->required();
    command->add_option("--workers", choice->workers, "The worker count of the repeat")->required();
    command->add_option("--repeat", choice->repeat, "Which repeat, as show lists it")->required();
    auto* const reason = command->add_option("--reason", choice->reason, "Why it does not count");
    command->add_flag("--take-in", choice->take_in, "Count it again")->excludes(reason);
    add_library_option(*command, choice->library);
    command->callback([choice, &exit_code] {
        const auto done = exclude(*choice);
        exit_code = done ? int{exit_done} : complain(done.error());
    });
}

}  // namespace sweeplab::cli
