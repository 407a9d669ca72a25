#include <cmath>
#include <cstdlib>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/baseline_table.h"
#include "app/cli/commands.h"
#include "app/cli/comparison_table.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/run_sources.h"
#include "app/cli/targets_file.h"
#include "engine/session/host_library.h"

namespace sweeplab::cli {
namespace {

struct compare_choice {
    library_choice library;
    std::vector<std::string> sources;
    double threshold_pct = default_threshold * 100;
    bool anyway = false;
    bool as_json = false;
    bool baseline_report = false;
    std::string targets;
};

std::string comparisons_text(const std::vector<run_comparison>& all, const std::vector<factor_row>& factors) {
    std::string text;
    for (const auto& one : all) text += comparison_text(one) + "\n";
    return text + factor_text(factors);
}

json comparisons_json(const std::vector<run_comparison>& all, const std::vector<factor_row>& factors) {
    if (all.size() == 1) {
        auto one = to_json(all.front());
        one["factors"] = to_json(factors);
        return one;
    }
    json list = json::array();
    for (const auto& one : all) list.push_back(to_json(one));
    return {{"against", all.front().b_name}, {"comparisons", list}, {"factors", to_json(factors)}};
}

// A table of times names its machine only; what is expected of one by that name stands in the shipped profiles.
void add_expected_rates(std::vector<run_record>& runs) {
    const auto profiles = read_host_profiles(find_resources() / "hosts.json");
    if (!profiles) return;
    for (auto& run : runs)
        for (const auto& known : *profiles)
            if (!run.host.measured && !run.host.expected_tokens_per_s && run.host.name == known.name)
                run.host.expected_tokens_per_s = known.expected_tokens_per_s;
}

int report_baseline(const compare_choice& choice, const std::vector<run_record>& runs) {
    if (runs.size() != 2)
        return complain({error_kind::bad_input, fmt::format("a baseline report is of two runs, not {}", runs.size()),
                         "--baseline-report", "Name the baseline first, then the optimised run."});
    target_set targets;
    if (!choice.targets.empty()) {
        auto read = load_targets(choice.targets);
        if (!read) return complain(read.error());
        targets = std::move(*read);
    }
    const auto report = make_baseline_report(runs[0], runs[1], targets);
    if (choice.as_json) write_data(to_json(report).dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    else write_words(baseline_text(report));
    return exit_done;
}

int compare(const compare_choice& choice) {
    auto runs = load_runs(choice.library, choice.sources, load_detail::attempts);
    if (!runs) return complain(runs.error());
    if (runs->size() < 2)
        return complain({error_kind::bad_input, "there is one run only, and nothing to set it beside",
                         choice.sources.front(), "Name two runs or files."});
    if (choice.baseline_report) return report_baseline(choice, *runs);
    const compare_options options{choice.threshold_pct / 100, choice.anyway};
    std::vector<run_comparison> all;
    for (std::size_t i = 0; i + 1 < runs->size(); ++i) all.push_back(compare_runs((*runs)[i], runs->back(), options));
    const bool same_work =
        std::all_of(all.begin(), all.end(), [](const auto& one) { return one.differences.unlike.empty(); });
    add_expected_rates(*runs);
    const auto factors = make_factor_table(*runs, same_work || choice.anyway);
    if (choice.as_json)
        write_data(comparisons_json(all, factors).dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    else write_words(comparisons_text(all, factors));
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& one = all[i];
        if (one.comparable) continue;
        const bool anyway_helps = compare_runs((*runs)[i], runs->back(), {options.threshold, true}).comparable;
        return complain({error_kind::bad_input, printable(one.why_not), printable(one.a_name + " against " + one.b_name),
                         anyway_helps       ? "--anyway sets their times side by side all the same."
                         : one.planned_time ? "--baseline-report sets their latency, CPU and memory side by side."
                                            : ""});
    }
    return exit_done;
}

}  // namespace

void add_compare_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand(
        "compare", "Set runs or machines side by side: what differs, and the ratio of their times at each worker count");
    command->footer(
        "The ratio is A over B: above 1, A takes longer. Of more than two, each is set beside the last one named.\n"
        "A difference is decided when its whole 95 % interval lies on one side of 1; there is none that matters when\n"
        "the interval lies within the threshold; else more repeats are needed. One repeat has no interval.\n"
        "Unlike work (another prompt, other items, other arguments) is refused without --anyway.\n\n"
        "Examples:\n  sweeplab-cli compare 12 9\n  sweeplab-cli compare laptop.csv rack.csv --threshold 5\n"
        "  sweeplab-cli compare 12 9 --json | jq '.points[] | {workers, ratio, lo, hi, verdict}'\n"
        "  sweeplab-cli compare 7 8 9                   7 and 8, each beside 9\n"
        "  sweeplab-cli compare 3 12 --baseline-report --targets streaming");
    auto choice = std::make_shared<compare_choice>();
    command
        ->add_option(
            "A B", choice->sources,
            "Runs by their numbers as list shows them, \"last\", or files (CSV with workers and time_s, or our JSON)")
        ->type_name("RUN|FILE")
        ->required();
    command
        ->add_option("--threshold", choice->threshold_pct, "Percent below which a difference does not matter (default: 3)")
        ->check(CLI::Range(0.0, 100.0))
        ->check([](const std::string& text) { return std::isnan(std::strtod(text.c_str(), nullptr)) ? "is no number" : ""; })
        ->type_name("PCT");
    command->add_flag("--anyway", choice->anyway, "Compare the times of unlike work, saying so");
    auto* const report = command->add_flag(
        "--baseline-report", choice->baseline_report,
        "Instead of times: latency, CPU, memory and GPU memory of A, the baseline, and B, with what B improved");
    command->add_option("--targets", choice->targets, "Of a baseline report: the targets to show beside the figures")
        ->type_name("FILE")
        ->needs(report);
    add_library_option(*command, choice->library);
    command->add_flag("--json", choice->as_json, "As one JSON object: differs, points, overall, warnings, factors");
    command->callback([choice, &exit_code] { exit_code = compare(*choice); });
}

}  // namespace sweeplab::cli
