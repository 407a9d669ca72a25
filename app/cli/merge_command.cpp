#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "engine/comparison/merge_runs.h"

namespace sweeplab::cli {
namespace {

struct merge_choice {
    library_choice library;
    std::vector<std::string> runs;
};

result<run_id> merge(const merge_choice& choice) {
    const auto session = open_library_for_reading(choice.library);
    if (!session) return tl::unexpected(session.error());
    std::vector<run_record> records;
    for (const auto& named : choice.runs) {
        const auto run = find_run(session->get(), named);
        if (!run) return tl::unexpected(run.error());
        auto record = (*session)->store().load_run(*run, load_detail::everything);
        if (!record) return tl::unexpected(record.error());
        records.push_back(std::move(*record));
    }
    const auto whole = merge_runs(records);
    if (!whole) return tl::unexpected(whole.error());
    return (*session)->store().add_run(*whole);
}

}  // namespace

void add_merge_command(CLI::App& program, int& exit_code) {
    auto* const command =
        program.add_subcommand("merge", "Put the repeats of several runs of the same work on one host into a new run");
    command->footer("The runs stay as they are.\n\nExample:\n  sweeplab-cli merge 12 15");
    auto choice = std::make_shared<merge_choice>();
    command->add_option("RUN", choice->runs, "Their numbers as list shows them")->required()->expected(2, -1);
    add_library_option(*command, choice->library);
    command->callback([choice, &exit_code] {
        const auto run = merge(*choice);
        if (run) say(fmt::format("The repeats are in run {}.", run->value));
        exit_code = run ? int{exit_done} : complain(run.error());
    });
}

}  // namespace sweeplab::cli
