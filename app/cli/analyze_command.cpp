#include <cmath>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/analysis_report.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "engine/imports/imports.h"

namespace sweeplab::cli {
namespace {

struct analyze_choice {
    library_choice library;
    std::string from;  // a run or a file
    std::string asked;
    std::optional<double> deadline_s;
    std::optional<double> latency_ms;
    std::optional<double> requests_per_minute;
    std::optional<double> tokens_per_minute;
    std::optional<int> items;
    bool as_json = false;
};

struct analyzed_runs {
    std::vector<run_record> records;
    std::vector<run_analysis> analyses;
    bool from_file = false;
};

std::vector<std::string> objective_names() {
    std::vector<std::string> names;
    for (const auto which :
         {objective::fewest_near_best, objective::efficient, objective::well_used, objective::fewest_within_15,
          objective::next_worker_pays, objective::cheapest_by_deadline, objective::throughput_within_latency})
        names.emplace_back(key_of(which));
    return names;
}

result<void> check_amount(const std::optional<double>& amount, const char* option) {
    if (!amount || (std::isfinite(*amount) && *amount > 0)) return {};
    return fail(error_kind::bad_input, "must be a number above 0", option);
}

// A deadline or a target alone says what is asked for.
result<objective> objective_of(const analyze_choice& choice) {
    auto asked = objective_from(choice.asked).value_or(objective::fewest_near_best);
    if (choice.asked.empty() && choice.deadline_s && choice.latency_ms)
        return fail(error_kind::bad_input, "a deadline and a latency target are two objectives", "--objective",
                    "Say which one is asked for: cheapest_by_deadline or throughput_within_latency.");
    if (choice.asked.empty() && choice.deadline_s) asked = objective::cheapest_by_deadline;
    if (choice.asked.empty() && choice.latency_ms) asked = objective::throughput_within_latency;
    if (asked == objective::cheapest_by_deadline && !choice.deadline_s)
        return fail(error_kind::bad_input, "this objective needs a deadline", "--objective", "Give one with --deadline.");
    if (asked == objective::throughput_within_latency && !choice.latency_ms)
        return fail(error_kind::bad_input, "this objective needs a latency target", "--objective",
                    "Give one with --latency-ms.");
    return asked;
}

result<analysis_request> read_request(const analyze_choice& choice) {
    for (const auto& [amount, option] : {std::pair{choice.deadline_s, "--deadline"},
                                         {choice.latency_ms, "--latency-ms"},
                                         {choice.requests_per_minute, "--requests-per-minute"},
                                         {choice.tokens_per_minute, "--tokens-per-minute"}})
        if (auto checked = check_amount(amount, option); !checked) return tl::unexpected(checked.error());
    const auto asked = objective_of(choice);
    if (!asked) return tl::unexpected(asked.error());
    analysis_request request;
    request.asked = *asked;
    request.deadline_s = choice.deadline_s;
    if (choice.latency_ms) request.latency_target_s = *choice.latency_ms / 1000;
    if (choice.requests_per_minute || choice.tokens_per_minute)
        request.tier = rate_tier{choice.requests_per_minute, choice.tokens_per_minute};
    request.items = choice.items;
    return request;
}

result<std::vector<run_record>> load_saved(const analyze_choice& choice) {
    const auto session = open_library_for_reading(choice.library);
    if (!session) return tl::unexpected(session.error());
    const auto run = find_run(session->get(), choice.from);
    if (!run) return tl::unexpected(run.error());
    auto record = (*session)->store().load_run(*run, load_detail::attempts);
    if (!record) return tl::unexpected(record.error());
    std::vector<run_record> one;
    one.push_back(std::move(*record));
    return one;
}

result<std::vector<run_record>> load_file(const analyze_choice& choice) {
    auto imported = import_any_file(choice.from);
    if (!imported && imported.error().kind == error_kind::not_found)
        return fail(error_kind::not_found, "there is no such file", choice.from,
                    "Give a CSV or JSON file, the number of a saved run as list shows it, or \"last\".");
    if (!imported) return tl::unexpected(imported.error());
    for (const auto& remark : imported->remarks) say(fmt::format("{}: {}", choice.from, remark));
    // The file's numbers are those of another library.
    for (auto& run : imported->runs) run.summary.id = {};
    return std::move(imported->runs);
}

result<analyzed_runs> analyze_all(const analyze_choice& choice) {
    const auto request = read_request(choice);
    if (!request) return tl::unexpected(request.error());
    analyzed_runs all;
    all.from_file = !names_a_run(choice.from);
    auto records = all.from_file ? load_file(choice) : load_saved(choice);
    if (!records) return tl::unexpected(records.error());
    all.records = std::move(*records);
    for (const auto& run : all.records) all.analyses.push_back(analyze_run(run, *request));
    const auto no_items = [](const run_analysis& one) { return !one.curve.points.empty() && one.curve.items == 0; };
    if (all.from_file && std::ranges::any_of(all.analyses, no_items))
        say(fmt::format("{}: how many items each trial did is not said; --items gives it", choice.from));
    if (std::ranges::all_of(all.analyses, says_nothing))
        return fail(error_kind::bad_input, "no trial counts, so there is nothing to analyse",
                    all.from_file ? choice.from : "run " + choice.from,
                    "A trial counts when it is complete, no warm-up, and none of its items failed.");
    return all;
}

int analyze(const analyze_choice& choice) {
    const auto all = analyze_all(choice);
    if (!all) return complain(all.error());
    json runs = json::array();
    std::string text;
    for (std::size_t i = 0; i < all->records.size(); ++i) {
        if (choice.as_json) runs.push_back(analysis_json(all->records[i], all->analyses[i]));
        else text += (i > 0 ? "\n\n" : "") + analysis_text(all->records[i], all->analyses[i]);
    }
    if (choice.as_json) {
        const auto whole = runs.size() == 1 ? runs.front() : json{{"runs", runs}};
        write_data(whole.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    } else {
        write_words(text);
    }
    return exit_done;
}

void add_options(CLI::App& command, analyze_choice& choice) {
    command.add_option("FROM", choice.from, "A run's number as list shows it, \"last\", or a CSV or JSON file of runs")
        ->type_name("RUN|FILE")
        ->required();
    command.add_option("--objective", choice.asked, "What the worker count is chosen for (default: fewest_near_best)")
        ->check(CLI::IsMember(objective_names()))
        ->type_name("NAME");
    command.add_option("--deadline", choice.deadline_s, "Seconds that a trial may take; alone: cheapest_by_deadline")
        ->type_name("S");
    command
        .add_option("--latency-ms", choice.latency_ms,
                    "Milliseconds that an answer may take; alone: throughput_within_latency")
        ->type_name("X");
    command
        .add_option("--requests-per-minute", choice.requests_per_minute, "The limit to compare with (default: the plan's)")
        ->type_name("N");
    command.add_option("--tokens-per-minute", choice.tokens_per_minute, "The limit to compare with (default: the plan's)")
        ->type_name("N");
    command.add_option("--items", choice.items, "How many items each trial did, where a file does not say")
        ->check(CLI::Range(1, 1'000'000'000))
        ->type_name("N");
    add_library_option(command, choice.library);
    command.add_flag("--json", choice.as_json, "As one JSON object; of a file with several runs, {\"runs\": […]}");
}

}  // namespace

void add_analyze_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand(
        "analyze", "Say which worker count to use and where the worker-seconds went, of a saved run or a file");
    std::string objectives;
    for (const auto& name : objective_names())
        objectives += fmt::format("\n  {:26}{}", name, meaning_of(*objective_from(name)));
    command->footer(
        "A file is read as import reads it (CSV with workers and time_s, or our JSON) and is not kept.\n\n"
        "Objectives:" +
        objectives +
        "\n\nExamples:\n  sweeplab-cli analyze last\n  sweeplab-cli analyze times.csv --items 12\n"
        "  sweeplab-cli analyze 12 --deadline 60\n"
        "  sweeplab-cli analyze 12 --json | jq '.recommendation | {workers, range, reason}'\n"
        "  sweeplab-cli analyze 12 --json | jq '.worker_counts[] | {workers, losses_ns}'");
    auto choice = std::make_shared<analyze_choice>();
    add_options(*command, *choice);
    command->callback([choice, &exit_code] { exit_code = analyze(*choice); });
}

}  // namespace sweeplab::cli
