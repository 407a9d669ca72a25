#include "app/cli/run_sources.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "app/cli/console.h"
#include "engine/foundation/text.h"
#include "engine/imports/imports.h"

namespace sweeplab::cli {
namespace {

result<void> check_size(const std::string& file) {
    std::error_code unknown;
    const auto bytes = std::filesystem::file_size(file, unknown);
    if (unknown) return {};  // reading it says what is wrong
    const bool json_file = equal_ignoring_case(std::filesystem::path(file).extension().string(), ".json");
    const auto most = json_file ? largest_json_bytes : largest_csv_bytes;
    if (bytes <= most) return {};
    return fail(error_kind::bad_input, fmt::format("has {} MB; at most {} MB are read here", bytes >> 20, most >> 20), file,
                "Bring it in with import, and name the saved runs, or cut it down to the trials that matter.");
}

result<std::vector<run_record>> load_file(const std::string& file) {
    if (auto fine = check_size(file); !fine) return tl::unexpected(fine.error());
    auto imported = import_any_file(file);
    if (!imported && imported.error().kind == error_kind::not_found)
        return fail(error_kind::not_found, "there is no such file", file,
                    "Give a CSV or JSON file, the number of a saved run as list shows it, or \"last\".");
    if (!imported) return tl::unexpected(imported.error());
    for (const auto& remark : imported->remarks) say(fmt::format("{}: {}", file, printable(remark)));
    for (auto& run : imported->runs) run.summary.id = {};  // the file's numbers are those of another library
    return std::move(imported->runs);
}

}  // namespace

result<std::vector<run_record>> load_runs(const library_choice& library, const std::vector<std::string>& sources,
                                          load_detail detail) {
    std::unique_ptr<engine_session> session;
    if (std::any_of(sources.begin(), sources.end(), names_a_run)) {
        auto opened = open_library_for_reading(library);
        if (!opened) return tl::unexpected(opened.error());
        session = std::move(*opened);
    }
    std::vector<run_record> runs;
    for (const auto& source : sources) {
        if (!names_a_run(source)) {
            auto of_file = load_file(source);
            if (!of_file) return tl::unexpected(of_file.error());
            std::move(of_file->begin(), of_file->end(), std::back_inserter(runs));
            continue;
        }
        const auto run = find_run(session.get(), source);
        if (!run) return tl::unexpected(run.error());
        auto record = session->store().load_run(*run, detail);
        if (!record) return tl::unexpected(record.error());
        runs.push_back(std::move(*record));
    }
    return runs;
}

std::string printable(std::string_view text) {
    auto plain = without_controls(text);
    std::ranges::replace(plain, '\n', ' ');
    return plain;
}

}  // namespace sweeplab::cli
