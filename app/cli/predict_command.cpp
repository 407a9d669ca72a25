#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "app/cli/prediction_table.h"
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
    bool as_json = false;
};

struct named_curve {
    curve_prediction curve;
    std::string title;
    json source;
    std::vector<prediction> stored;  // with the run, before what they predict was measured
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
    std::error_code unknown;
    if (fs::is_directory(file, unknown)) return fail(error_kind::bad_input, "is a folder, not a file", file);
    errno = 0;
    std::ifstream input(file, std::ios::binary);
    if (input) return input;
    if (errno != ENOENT) return fail(error_kind::io, std::string("cannot be read: ") + std::strerror(errno), file);
    return fail(error_kind::not_found, "there is no such file", file,
                "Give a CSV file of items, the number of a saved run as list shows it, or \"last\".");
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
    return named_curve{std::move(*curve), {}, {{"items_file", to_valid_utf8(name)}}, {}};
}

int predict(const predict_choice& choice) {
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
        write_data(whole.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    } else {
        write_data(named->title + (named->title.empty() ? "" : "\n") + prediction_text(named->curve) +
                   (named->stored.empty() ? "" : "\n" + stored_predictions_text(named->stored)));
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
        "Worker counts: \"1,2,4\", \"1-8\", \"1-16:*2\" (doubling), \"10-50:10\" (steps).");
    auto choice = std::make_shared<predict_choice>();
    command->add_option("FROM", choice->from, "A run's number as list shows it, \"last\", or a CSV file of items")
        ->type_name("RUN|ITEMS.csv")
        ->required();
    command->add_option("--workers", choice->workers, "Worker counts (default: those of the run; for a file, doubling)")
        ->type_name("COUNTS");
    command->add_option("--order", choice->order, "Which item is next: as listed, or the longest (default: fifo)")
        ->check(CLI::IsMember({"fifo", "longest-first"}))
        ->type_name("ORDER");
    command->add_option("--middle", choice->middle, "A measured worker count of the run to learn the slowing down from")
        ->type_name("N");
    add_library_option(*command, choice->library);
    command->add_flag("--json", choice->as_json, "As one JSON object: points, baselines, what was measured, the finding");
    command->callback([choice, &exit_code] { exit_code = predict(*choice); });
}

}  // namespace sweeplab::cli
