#include <chrono>
#include <sstream>
#include <system_error>

#include "engine/exchange/exchange.h"
#include "engine/foundation/plain_file.h"

namespace sweeplab {
namespace {

namespace fs = std::filesystem;

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
    auto input = open_plain_file(file);
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
