#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

#include "engine/exchange/exchange.h"

namespace sweeplab {
namespace {

namespace fs = std::filesystem;

result<std::ifstream> open_for_reading(const fs::path& file) {
    std::error_code unknown;
    if (fs::is_directory(file, unknown)) {
        return fail(error_kind::bad_input, "is a folder, not a file", file.string(), "Name the files in it.");
    }
    errno = 0;
    std::ifstream input(file, std::ios::binary);
    if (input) return input;
    const bool missing = errno == ENOENT;
    return fail(missing ? error_kind::not_found : error_kind::io,
                missing ? "there is no such file" : std::string("cannot be read: ") + std::strerror(errno), file.string());
}

// JSON begins with a bracket, whatever blanks and byte order mark come first.
bool looks_like_json(std::istream& input) {
    char c = 0;
    bool found = false;
    while (!found && input.get(c)) {
        const bool skipped = c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\xEF' || c == '\xBB' || c == '\xBF';
        found = !skipped;
    }
    input.clear();
    input.seekg(0);
    return found && (c == '{' || c == '[');
}

unix_ms date_of(const fs::path& file) {
    std::error_code failed;
    const auto written = fs::last_write_time(file, failed);
    if (failed) return 0;
    const auto system_time = std::chrono::file_clock::to_sys(written);
    return std::chrono::duration_cast<std::chrono::milliseconds>(system_time.time_since_epoch()).count();
}

}  // namespace

result<import_result> import_file(const fs::path& file, run_origin origin) {
    auto input = open_for_reading(file);
    if (!input) return tl::unexpected(input.error());
    const std::string name = file.filename().string();
    result<import_result> imported;
    if (looks_like_json(*input)) {
        std::ostringstream text;
        text << input->rdbuf();
        imported = import_json(std::move(text).str(), name, origin);
    } else {
        imported = import_csv(*input, name, origin);
    }
    if (imported && input->bad()) return fail(error_kind::io, "could not be read to its end", file.string());
    if (!imported) return imported;
    bool undated = false;
    for (auto& run : imported->runs) {
        if (run.summary.started_at != 0) continue;
        run.summary.started_at = date_of(file);
        undated = true;
    }
    if (undated) imported->remarks.push_back("the file does not say when it was measured; its own date is shown instead");
    return imported;
}

}  // namespace sweeplab
