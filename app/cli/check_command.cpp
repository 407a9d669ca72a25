#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/run_sources.h"
#include "app/cli/target_table.h"
#include "app/cli/targets_file.h"
#include "engine/comparison/differences.h"

namespace sweeplab::cli {
namespace {

struct check_choice {
    library_choice library;
    std::string run;
    std::string targets;
    std::string baseline;
    bool as_junit = false;
    bool as_json = false;
};

result<run_record> load_one(const check_choice& choice, const std::string& source) {
    auto runs = load_runs(choice.library, {source}, load_detail::attempts);
    if (!runs) return tl::unexpected(runs.error());
    if (runs->size() != 1)
        return fail(error_kind::bad_input, fmt::format("holds {} runs, and one is asked for", runs->size()), source,
                    "Bring them in with import, and name one by its number.");
    return std::move(runs->front());
}

// The newest starred run of the same host and work, the run itself left out; nothing when there is none.
result<std::optional<run_record>> find_baseline(const check_choice& choice, const run_record& run) {
    const auto session = open_library_for_reading(choice.library);
    if (!session) return tl::unexpected(session.error());
    if (!*session) return std::nullopt;
    const auto all = (*session)->store().list_runs();
    if (!all) return tl::unexpected(all.error());
    for (const auto& one : *all) {
        if (!one.starred || one.id == run.summary.id) continue;
        if (one.host_id != run.summary.host_id || one.workload != run.summary.workload) continue;
        auto record = (*session)->store().load_run(one.id, load_detail::attempts);
        if (!record) return tl::unexpected(record.error());
        if (find_differences(run, *record).unlike.empty()) return std::move(*record);
    }
    return std::nullopt;
}

result<std::optional<run_record>> baseline_of(const check_choice& choice, const target_set& set, const run_record& run) {
    if (choice.baseline.empty()) {
        const bool asked = std::any_of(set.targets.begin(), set.targets.end(), asks_for_a_baseline);
        return asked ? find_baseline(choice, run) : std::nullopt;
    }
    auto named = load_one(choice, choice.baseline);
    if (!named) return tl::unexpected(named.error());
    return std::move(*named);
}

int check(const check_choice& choice) {
    const auto set = load_targets(choice.targets);
    if (!set) return complain(set.error());
    const auto run = load_one(choice, choice.run);
    if (!run) return complain(run.error());
    const auto baseline = baseline_of(choice, *set, *run);
    if (!baseline) return complain(baseline.error());
    const auto report = check_targets(*set, *run, *baseline ? &**baseline : nullptr);
    if (choice.as_junit) write_data(to_junit(report));
    else if (choice.as_json) write_data(to_json(report).dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    else write_words(target_text(report));
    return report.failed() ? exit_trial_failed : exit_done;
}

std::string figures_in_words() {
    std::string text;
    for (const auto& figure : target_figures()) {
        std::string statistics;
        for (const auto which : figure.statistics)
            if (which != statistic::value) statistics += fmt::format("{}{}", statistics.empty() ? "" : " ", to_text(which));
        text += fmt::format("\n  {:26}{}", figure.key, statistics.empty() ? figure.name : figure.name + ": " + statistics);
    }
    return text;
}

}  // namespace

void add_check_command(CLI::App& program, int& exit_code) {
    auto* const command =
        program.add_subcommand("check", "Hold a run against targets: pass, fail or pending, with the margin");
    command->footer(
        "Exit code 1 when a target fails, so that it serves in a pipeline; pending ones (no data) do not fail.\n"
        "A file of targets:\n"
        "  {\"sweeplab_targets\": 1, \"targets\": [\n"
        "    {\"id\": \"fast\", \"metric\": \"chunk_gap_ms\", \"share_below\": {\"limit\": 50, \"at_least_pct\": 99}},\n"
        "    {\"id\": \"lean\", \"metric\": \"cpu_pct\", \"statistic\": \"mean\", \"below_baseline_pct\": 30},\n"
        "    {\"id\": \"wide\", \"metric\": \"efficiency_pct\", \"workers\": 4, \"at_least\": 70}]}\n"
        "Rules: below, at_most, above, at_least, share_below, below_baseline_pct, above_baseline_pct (-5: at most 5 %\n"
        "worse). Without workers a target holds for every worker count of the run.\n\nMetrics:" +
        figures_in_words() +
        "\n\nExamples:\n  sweeplab-cli check last --targets targets.json\n"
        "  sweeplab-cli check 12 --targets streaming --baseline 9\n"
        "  sweeplab-cli check 12 --targets targets.json --junit > targets.xml");
    auto choice = std::make_shared<check_choice>();
    command->add_option("RUN", choice->run, "A run's number as list shows it, \"last\", or a file with one run")
        ->type_name("RUN|FILE")
        ->required();
    command->add_option("--targets", choice->targets, "The file of targets, or the name of a shipped set: streaming")
        ->type_name("FILE")
        ->required();
    command
        ->add_option("--baseline", choice->baseline,
                     "The run to compare with (default: the newest starred one of this host and workload)")
        ->type_name("RUN|FILE");
    auto* const junit = command->add_flag("--junit", choice->as_junit, "As JUnit XML");
    add_library_option(*command, choice->library);
    command->add_flag("--json", choice->as_json, "As one JSON object: targets with state, value, margin")->excludes(junit);
    command->callback([choice, &exit_code] { exit_code = check(*choice); });
}

}  // namespace sweeplab::cli
