#include "app/cli/library.h"

#include <charconv>
#include <system_error>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "engine/session/library_arguments.h"

namespace sweeplab::cli {
namespace {

result<std::unique_ptr<engine_session>> open(const library_choice& choice, bool create) {
    session_options options;
    options.store.file = choice.file.empty() ? default_database_path() : std::filesystem::path(choice.file);
    options.store.create = create;
    if (options.store.file.empty()) {
        return fail(error_kind::bad_input, "no place for the database is known: HOME is not set", {},
                    "Give one with --db or SWEEPLAB_DB.");
    }
    return engine_session::open(std::move(options));
}

}  // namespace

void add_library_option(CLI::App& command, library_choice& choice) {
    command.add_option("--db", choice.file, "The database of runs (default: $SWEEPLAB_DB, else the XDG data folder)")
        ->type_name("FILE");
}

result<std::unique_ptr<engine_session>> open_library(const library_choice& choice) { return open(choice, true); }

result<std::unique_ptr<engine_session>> open_library_for_reading(const library_choice& choice) {
    std::error_code unknown;
    if (choice.file.empty() && !std::filesystem::exists(default_database_path(), unknown)) return nullptr;
    return open(choice, false);
}

bool names_a_run(const std::string& text) {
    return text == "last" || (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos);
}

result<run_id> find_run(engine_session* session, const std::string& text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = read.ec == std::errc{} && read.ptr == text.data() + text.size() && number > 0;
    if (!is_number && text != "last") {
        return fail(error_kind::bad_input, fmt::format("\"{}\" is no run", text), {},
                    "Give its number as list shows it, or \"last\".");
    }
    auto runs = session ? session->store().list_runs() : result<std::vector<run_summary>>{};
    if (!runs) return tl::unexpected(runs.error());
    if (!is_number && !runs->empty()) return runs->front().id;
    for (const auto& run : *runs) {
        if (is_number && run.id.value == number) return run.id;
    }
    const auto where = session ? session->store().file().string() : default_database_path().string();
    return fail(error_kind::not_found, is_number ? fmt::format("there is no run {}", number) : "there is no run yet", where,
                "sweeplab-cli list shows the runs that are there.");
}

std::string library_arguments(const library_choice& choice) { return sweeplab::library_arguments(choice.file); }

}  // namespace sweeplab::cli
