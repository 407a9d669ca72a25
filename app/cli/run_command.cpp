#include <iostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/host_choice.h"
#include "app/cli/interleaved.h"
#include "app/cli/progress_lines.h"
#include "app/cli/sweep_follower.h"
#include "engine/foundation/plain_file.h"
#include "engine/model/worker_text.h"
#include "engine/workload/workload_kinds.h"

namespace sweeplab::cli {
namespace {

namespace fs = std::filesystem;

struct run_choice {
    follow_options follow;
    std::string plan;
    std::string workers;
    std::optional<int> repeats;
    std::optional<int> max_trials;
    std::optional<double> max_minutes;
    std::optional<double> max_cost;
    std::vector<std::string> settings;
    std::string against;
    std::vector<std::string> against_settings;
    std::string on;  // a host; empty: this one
    std::string against_on;

    bool interleaved() const { return !against.empty() || !against_settings.empty() || !against_on.empty(); }
    // What is measured in turn with it: another plan, or the same one with other values.
    run_choice other() const {
        auto made = *this;
        if (!against.empty()) made.plan = against;
        made.settings.insert(made.settings.end(), against_settings.begin(), against_settings.end());
        return made;
    }
};

constexpr std::uintmax_t largest_plan = std::uintmax_t{64} << 20;

struct plan_text {
    std::string text;
    std::string name;  // for messages
    fs::path base;     // where its relative paths start
};

// The file; "-" is stdin; a bare name that is no file is one of the shipped examples.
result<plan_text> read_plan_text(const std::string& named) {
    std::error_code failed;
    if (named == "-") {
        std::string text;
        char block[64 * 1024];
        while (std::cin.read(block, sizeof block) || std::cin.gcount() > 0) {
            text.append(block, static_cast<std::size_t>(std::cin.gcount()));
            if (text.size() > largest_plan)
                return fail(error_kind::bad_input, fmt::format("gives more than {} MB: no plan", largest_plan >> 20),
                            "stdin");
        }
        return plan_text{std::move(text), "stdin", fs::current_path(failed)};
    }
    fs::path file = named;
    if (!fs::exists(file, failed) && !file.has_parent_path() && !file.has_extension()) {
        if (const auto shipped = find_resources() / "plans" / (named + ".json"); fs::exists(shipped, failed)) file = shipped;
    }
    auto text = read_plain_file(file, largest_plan);
    if (!text) {
        if (text.error().kind == error_kind::not_found)
            text.error().message = "the plan cannot be read: there is no such file";
        text.error().where = named;
        text.error().advice = "Give a plan file, \"-\" for stdin, or \"demo\" for the shipped example.";
        return tl::unexpected(std::move(text.error()));
    }
    return plan_text{std::move(*text), file.filename().string(), fs::absolute(file, failed).parent_path()};
}

// Budgets are of a sweep that chooses its counts itself: giving one asks for such a sweep.
result<void> apply_budgets(json& document, const run_choice& choice) {
    const bool any = choice.max_trials || choice.max_minutes || choice.max_cost;
    if (!any) return {};
    auto& sweep = document["sweep"];
    if (!choice.workers.empty() && !sweep.contains("auto"))
        return fail(error_kind::bad_input, "a budget goes with worker counts that the sweep chooses itself", "--workers",
                    "Write --workers auto, or leave the budget out.");
    if (!sweep.contains("auto"))
        if (const auto put = put_worker_text(sweep, "auto"); !put) return put;
    auto& rule = sweep["auto"];
    if (choice.max_trials) rule["trials"] = *choice.max_trials;
    if (choice.max_minutes) rule["minutes"] = *choice.max_minutes;
    if (choice.max_cost) rule["cost"] = *choice.max_cost;
    return {};
}

result<void> apply_options(json& document, const run_choice& choice) {
    for (const auto& setting : choice.settings) {
        if (auto applied = apply_setting(document, setting); !applied) {
            applied.error().where = "--set" + (applied.error().where.empty() ? "" : " " + applied.error().where);
            return applied;
        }
    }
    if (!document.is_object()) return {};  // read_plan() says so
    if (!choice.workers.empty()) {
        const auto put = put_worker_text(document["sweep"], choice.workers);
        if (!put) return fail(error_kind::bad_input, put.error().message, "--workers", put.error().advice);
    }
    if (choice.repeats) document["sweep"]["repeats"] = *choice.repeats;
    return apply_budgets(document, choice);
}

result<run_request> read_request(const run_choice& choice) {
    const auto text = read_plan_text(choice.plan);
    if (!text) return tl::unexpected(text.error());
    auto document = parse_json(text->text, text->name);
    if (!document) return tl::unexpected(document.error());
    if (const auto applied = apply_options(*document, choice); !applied) return tl::unexpected(applied.error());
    auto work = read_plan(*document, known_workload_kinds());
    if (!work) {
        error fault = work.error();
        fault.where = text->name + (fault.where.empty() ? "" : ", " + fault.where);
        return tl::unexpected(std::move(fault));
    }
    run_request request;
    request.work = std::move(*work);
    request.base = text->base;
    // Before a database is made for it: a plan without items is a fault of the plan.
    if (const auto items = load_items(request.work, request.base); !items) return tl::unexpected(items.error());
    return request;
}

void say_estimate(engine_session& session, const run_request& request) {
    const auto estimate = session.estimate(request.work, request.base, request.host.id);
    if (!estimate || (!estimate->seconds && !estimate->cost)) return;
    std::string text = estimate->at_most ? "At most: " : "Expected: ";
    if (estimate->seconds) text += "about " + time_left_in_words(*estimate->seconds);
    if (estimate->cost)
        text += fmt::format("{}{:.4g} {}", estimate->seconds ? ", " : "", *estimate->cost, estimate->currency);
    say(text + (estimate->basis.empty() ? "" : " (" + estimate->basis + ")"));
}

result<run_request> read_other(const run_choice& choice, const run_request& first) {
    if (choice.against.empty() && choice.against_settings.empty()) return first;
    if (choice.plan == "-" && choice.against.empty())
        return fail(error_kind::bad_input, "a plan from stdin can be read once only", "--against", "Put it into a file.");
    return read_request(choice.other());
}

int run_plan(const run_choice& choice) {
    auto request = read_request(choice);
    if (!request) return complain(request.error());
    std::optional<run_request> other;
    if (choice.interleaved()) {
        auto read = read_other(choice, *request);
        if (!read) return complain(read.error());
        other = std::move(*read);
    }
    stop_signals signals;  // before the session makes threads
    const auto session = open_library(choice.follow.library);
    if (!session) return complain(session.error());
    const auto hosts = (*session)->hosts();
    if (!hosts) return complain(hosts.error());
    auto host = find_host(*hosts, choice.on, "--on");
    if (!host) return complain(host.error());
    request->host = std::move(*host);
    if (other) {
        auto other_host = find_host(*hosts, choice.against_on.empty() ? choice.on : choice.against_on, "--against-on");
        if (!other_host) return complain(other_host.error());
        other->host = std::move(*other_host);
        return run_interleaved(**session, signals, choice.follow, *request, *other);
    }
    say_estimate(**session, *request);
    return follow_sweep(**session, signals, choice.follow,
                        [&](engine_session& at) { return at.start(std::move(*request)); });
}

}  // namespace

void add_run_command(CLI::App& program, int& exit_code) {
    auto* const command =
        program.add_subcommand("run", "Carry out a plan: a workload at several worker counts; then show what came out");
    command->footer(
        "The first Ctrl-C stops and keeps what has finished (`resume` carries on); the second ends at once.\n\n"
        "Examples:\n  sweeplab-cli run demo\n  sweeplab-cli run plan.json --workers 1,2,4,8 --repeats 3\n"
        "  sweeplab-cli run demo --workers auto --max-minutes 2\n"
        "  sweeplab-cli run plan.json --set /workload/endpoint/base_url=http://127.0.0.1:8089/v1\n"
        "  sweeplab-cli run plan.json --repeats 5 --against-set /workload/argv/0=./new-build\n"
        "  sweeplab-cli run plan.json --on \"ssh ryzen\"            sweeplab-cli must be installed there\n"
        "  sweeplab-cli run plan.json --against-on \"ssh ryzen\"    here and there in turn, then compared\n"
        "  generate-plan | sweeplab-cli run - --events > events.jsonl\n"
        "Worker counts: \"1,2,4\", \"1-8\", \"1-16:*2\" (doubling), \"10-50:10\" (steps);\n\"auto\" or \"auto:50\" lets the "
        "sweep choose them, up to 50, until its recommendation stops moving or a\nbudget is used up.");
    auto choice = std::make_shared<run_choice>();
    command->add_option("PLAN", choice->plan, "The plan's file, \"-\" for stdin, or the name of a shipped one (demo)")
        ->required();
    command->add_option("--workers", choice->workers, "Worker counts instead of the plan's")->type_name("COUNTS");
    command->add_option("--max-trials", choice->max_trials, "Budget of --workers auto: the most trials (30)")
        ->type_name("N");
    command->add_option("--max-minutes", choice->max_minutes, "Budget of --workers auto: minutes of trials")
        ->type_name("MINUTES");
    command->add_option("--max-cost", choice->max_cost, "Budget of --workers auto: money, in the plan's currency")
        ->type_name("AMOUNT");
    command->add_option("--repeats", choice->repeats, "Repeats instead of the plan's")->type_name("N");
    command
        ->add_option("--set", choice->settings,
                     "Change one value of the plan: /json/pointer=value (may be given several times)")
        ->type_name("/POINTER=VALUE")
        ->allow_extra_args(false);
    command
        ->add_option("--against", choice->against,
                     "Another plan, measured in turn with this one round by round (ABBA) and then compared")
        ->type_name("PLAN");
    command
        ->add_option("--against-set", choice->against_settings,
                     "As --set, for the other plan only; without --against it is this one")
        ->type_name("/POINTER=VALUE")
        ->allow_extra_args(false);
    command
        ->add_option("--on", choice->on,
                     "Where to run: a host profile's name, or how another machine is reached (\"ssh NAME\")")
        ->type_name("HOST");
    command
        ->add_option("--against-on", choice->against_on,
                     "As --on, for the other plan; without --against it is this one on two hosts")
        ->type_name("HOST");
    command->add_flag("--events", choice->follow.events,
                      "Write every event as a line of JSON on stdout; the report goes to stderr");
    add_library_option(*command, choice->follow.library);
    command->callback([choice, &exit_code] { exit_code = run_plan(*choice); });
}

}  // namespace sweeplab::cli
