#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "app/cli/prediction_history_table.h"
#include "app/cli/prediction_table.h"
#include "app/cli/what_if_text.h"
#include "engine/foundation/plain_file.h"
#include "engine/foundation/text.h"
#include "engine/prediction/stored_predictions.h"

namespace sweeplab::cli {
namespace {

namespace fs = std::filesystem;

struct predict_choice {
    library_choice library;
    std::string from;  // a run or a file
    std::string workers;
    std::string order = "fifo";
    std::optional<int> middle;
    bool history = false;
    std::string host;  // of the history; empty: this one
    bool as_json = false;
};

struct named_curve {
    curve_prediction curve;
    std::string title;
    json source;
    std::vector<prediction> stored;      // with the run, before what they predict was measured
    std::optional<run_what_if> asked{};  // of items from a file that wait for each other
};

// Doubling, until every item has a worker of its own or there are 1024.
std::vector<int> usual_counts(std::size_t items) {
    std::vector<int> counts = {1};
    while (static_cast<std::size_t>(counts.back()) < items && counts.back() < 1024) counts.push_back(counts.back() * 2);
    return counts;
}

result<prediction_request> read_request(const predict_choice& choice) {
    prediction_request request;
    request.order = choice.order == "fifo" ? item_order::fifo : item_order::longest_first;
    request.middle = choice.middle;
    request.made_at = wall_clock_now();
    if (choice.workers.empty()) return request;
    auto counts = parse_worker_counts(choice.workers);
    if (!counts) return fail(error_kind::bad_input, counts.error().message, "--workers", counts.error().advice);
    request.workers = std::move(*counts);
    return request;
}

result<named_curve> predict_from_run(const predict_choice& choice, prediction_request request) {
    const auto session = open_library_for_reading(choice.library);
    if (!session) return tl::unexpected(session.error());
    const auto run = find_run(session->get(), choice.from);
    if (!run) return tl::unexpected(run.error());
    const auto record = (*session)->store().load_run(*run, load_detail::attempts);
    if (!record) return tl::unexpected(record.error());
    const auto& summary = record->summary;
    if (request.workers.empty()) request.workers = summary.workers;
    std::sort(request.workers.begin(), request.workers.end());
    auto curve = predict_run(*record, request);
    if (!curve) return tl::unexpected(curve.error());
    named_curve named{std::move(*curve), {}, {}, stored_predictions(*record)};
    named.title = fmt::format("Run {}: {}{}\n{}\n", summary.id.value, summary.name, summary.simulated ? " (simulated)" : "",
                              summary.host_name);
    named.source = {{"run", summary.id.value},
                    {"name", to_valid_utf8(summary.name)},
                    {"host", to_valid_utf8(summary.host_name)},
                    {"simulated", summary.simulated}};
    return named;
}

result<std::ifstream> open_items(const std::string& file) {
    auto input = open_plain_file(file);
    if (!input && input.error().kind == error_kind::not_found)
        input.error().advice = "Give a CSV file of items, the number of a saved run as list shows it, or \"last\".";
    return input;
}

result<named_curve> predict_from_file(const predict_choice& choice, prediction_request request) {
    auto input = open_items(choice.from);
    if (!input) return tl::unexpected(input.error());
    const auto name = fs::path(choice.from).filename().string();
    const auto items = read_items_csv(*input, name);
    if (input->bad()) return fail(error_kind::io, "could not be read to its end", choice.from);
    if (!items) return tl::unexpected(items.error());
    if (!items->other_columns.empty())
        say(fmt::format("{}: columns without a meaning here: {}", name, join(items->other_columns, ", ")));
    if (request.workers.empty()) request.workers = usual_counts(items->items.size());
    std::sort(request.workers.begin(), request.workers.end());
    auto curve = predict_items(*items, request);
    if (!curve) return fail(error_kind::bad_input, curve.error().message, name, curve.error().advice);
    auto asked = what_if_of_items(*items, *curve);
    return named_curve{std::move(*curve), {}, {{"items_file", to_valid_utf8(name)}}, {}, std::move(asked)};
}

// Of this machine, or of the one asked for: a run's host or a profile entered by hand.
result<host_profile> find_host(engine_session& session, const std::string& asked) {
    if (asked.empty()) return session.this_host();
    const auto profiles = session.hosts();
    if (!profiles) return tl::unexpected(profiles.error());
    for (const auto& host : *profiles)
        if (host.id == asked || host.name == asked) return host;
    const auto runs = session.store().list_runs();
    if (!runs) return tl::unexpected(runs.error());
    for (const auto& run : *runs) {
        if (run.host_id != asked && run.host_name != asked) continue;
        host_profile host;
        host.id = run.host_id;
        host.name = run.host_name;
        return host;
    }
    return fail(error_kind::not_found, fmt::format("no run and no profile is of a host \"{}\"", asked), "--host",
                "sweeplab-cli list --json shows the hosts of the runs.");
}

int show_history(const predict_choice& choice) {
    const auto session = open_library_for_reading(choice.library);
    if (!session) return complain(session.error());
    prediction_history history;
    host_profile host;
    if (*session) {
        auto found = find_host(**session, choice.host);
        if (!found) return complain(found.error());
        host = std::move(*found);
        const auto runs = (*session)->store().past_predictions(host.id);
        if (!runs) return complain(runs.error());
        history = make_prediction_history(*runs);
    }
    if (choice.as_json) {
        auto whole = to_json(history);
        whole["host"] = {{"id", to_valid_utf8(host.id)}, {"name", to_valid_utf8(host.name)}};
        write_data(whole.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    } else {
        write_words((host.name.empty() ? "" : host.name + "\n\n") + prediction_history_text(history));
    }
    return exit_done;
}

// Why these arguments say nothing together.
result<void> check(const predict_choice& choice) {
    const bool asks_more = !choice.from.empty() || !choice.workers.empty() || choice.middle || choice.order != "fifo";
    if (choice.history && asks_more)
        return fail(error_kind::bad_input, "the history is of predictions that were made before", "--history",
                    "Leave out what is to be predicted, or leave out --history.");
    if (!choice.history && !choice.host.empty())
        return fail(error_kind::bad_input, "only the history is of a host", "--host", "Give --history with it.");
    if (!choice.history && choice.from.empty())
        return fail(error_kind::bad_input, "nothing to predict from", "RUN|ITEMS.csv",
                    "Give a run's number, \"last\", a CSV file of items, or --history.");
    return {};
}

int predict(const predict_choice& choice) {
    if (const auto fine = check(choice); !fine) return complain(fine.error());
    if (choice.history) return show_history(choice);
    const auto request = read_request(choice);
    if (!request) return complain(request.error());
    const auto named = names_a_run(choice.from) ? predict_from_run(choice, *request) : predict_from_file(choice, *request);
    if (!named) return complain(named.error());
    if (choice.as_json) {
        auto whole = to_json(named->curve);
        whole["source"] = named->source;
        whole["order"] = choice.order;
        whole["stored"] = json::array();
        for (const auto& made : named->stored) whole["stored"].push_back(to_json(made));
        if (named->asked) whole["what_if"] = to_json(*named->asked);
        write_data(whole.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    } else {
        write_words(named->title + (named->title.empty() ? "" : "\n") + prediction_text(named->curve) +
                    (named->stored.empty() ? "" : "\n" + stored_predictions_text(named->stored)) +
                    (named->asked ? "\n" + what_if_text(*named->asked) : ""));
    }
    return exit_done;
}

}  // namespace

void add_predict_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand(
        "predict", "Say how long other worker counts would take, from one sequential run or from items in a CSV file");
    command->footer(
        "The items, as long as each took at 1 worker, are replayed through the dispatcher that runs real trials.\n"
        "A CSV needs a header with item and service_s (seconds); optional: depends_on, names separated by ;.\n"
        "It is replayed as it stands. Of a run, --middle takes one more worker count into account, whose trials show\n"
        "how much items slow each other down.\n\n"
        "Examples:\n  sweeplab-cli predict last --workers 1-16:*2\n  sweeplab-cli predict 12 --workers 1,2,4,8,16 --middle "
        "4\n"
        "  sweeplab-cli predict items.csv --workers 1-12 --order longest-first\n"
        "  sweeplab-cli predict items.csv --workers 4 --json | jq '.points[] | {workers, time_s}'\n"
        "  sweeplab-cli predict --history\n"
        "Worker counts: \"1,2,4\", \"1-8\", \"1-16:*2\" (doubling), \"10-50:10\" (steps).");
    auto choice = std::make_shared<predict_choice>();
    command->add_option("FROM", choice->from, "A run's number as list shows it, \"last\", or a CSV file of items")
        ->type_name("RUN|ITEMS.csv");
    command->add_option("--workers", choice->workers, "Worker counts (default: those of the run; for a file, doubling)")
        ->type_name("COUNTS");
    command->add_option("--order", choice->order, "Which item is next: as listed, or the longest (default: fifo)")
        ->check(CLI::IsMember({"fifo", "longest-first"}))
        ->type_name("ORDER");
    command->add_option("--middle", choice->middle, "A measured worker count of the run to learn the slowing down from")
        ->type_name("N");
    command->add_flag("--history", choice->history,
                      "How good the predictions were that were kept before they were measured, of all runs of a host");
    command->add_option("--host", choice->host, "Whose history: a host's id or name (default: this machine)")
        ->type_name("ID");
    add_library_option(*command, choice->library);
    command->add_flag("--json", choice->as_json, "As one JSON object: points, baselines, what was measured, the finding");
    command->callback([choice, &exit_code] { exit_code = predict(*choice); });
}

}  // namespace sweeplab::cli
