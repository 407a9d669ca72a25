#include "engine/workload/item_files.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/foundation/plain_file.h"
#include "engine/workload/item_source.h"

namespace sweeplab {
namespace fs = std::filesystem;

error too_many_item_bytes(const fs::path& place) {
    return {error_kind::bad_input, fmt::format("the items are more than {} MiB", most_item_bytes >> 20), place.string(),
            "Split them, or take fewer with \"limit\""};
}

error not_text(const std::string& where) {
    return {error_kind::bad_input, "this is not UTF-8 text", where,
            "Convert it (iconv -f latin1 -t utf-8), or name binary files to the command by their path"};
}

bool is_text(std::string_view bytes) { return to_valid_utf8(bytes) == bytes; }

std::string line_of(const fs::path& file, std::size_t number) { return fmt::format("{}, line {}", file.string(), number); }

result<std::string> read_item_file(const fs::path& file) {
    std::error_code problem;
    if (fs::is_directory(file, problem))
        return fail(error_kind::bad_input, "this is a folder, not a file", file.string(),
                    "Use \"folder\" for all files of one");
    auto opened = open_plain_file(file);
    if (!opened) {
        auto fault = std::move(opened.error());
        if (fault.kind != error_kind::bad_input) fault.advice = "Relative paths start at the plan's folder";
        if (fault.kind == error_kind::not_found) fault.message = "the items cannot be read: No such file or directory";
        return tl::unexpected(std::move(fault));
    }
    auto& stream = *opened;
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::string content;
    std::string piece(1 << 20, '\0');
    while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size())) || stream.gcount() > 0) {
        content.append(piece, 0, static_cast<std::size_t>(stream.gcount()));
        if (content.size() > most_item_bytes) return tl::unexpected(too_many_item_bytes(file));
    }
    if (stream.bad()) return fail(error_kind::io, "reading the items failed", file.string());
    if (content.starts_with(byte_order_mark)) content.erase(0, byte_order_mark.size());
    return content;
}

result<std::vector<std::filesystem::path>> item_files_of(const fs::path& folder, const std::string& suffix) {
    std::error_code problem;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
        const auto name = entry->path().filename().string();
        std::error_code unreadable;
        if (!name.starts_with('.') && name.ends_with(suffix) && entry->is_regular_file(unreadable))
            files.push_back(entry->path());
    }
    if (problem)
        return fail(problem == std::errc::no_such_file_or_directory ? error_kind::not_found : error_kind::io,
                    "the folder of items cannot be read: " + problem.message(), folder.string(),
                    "Relative paths start at the plan's folder");
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace sweeplab
