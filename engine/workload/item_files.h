// Reading the files that items come from: bounded, and with faults that name the file and the line.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/foundation/error.h"
#include "engine/foundation/text.h"

namespace sweeplab {

// The content without a byte order mark, at most most_item_bytes.
result<std::string> read_item_file(const std::filesystem::path& file);

// Regular files in `folder` whose names end with `suffix`, by name; hidden ones never.
result<std::vector<std::filesystem::path>> item_files_of(const std::filesystem::path& folder, const std::string& suffix);

error too_many_item_bytes(const std::filesystem::path& place);
error not_text(const std::string& where);
bool is_text(std::string_view bytes);  // valid UTF-8
std::string line_of(const std::filesystem::path& file, std::size_t number);

// Calls `take(line, number)` for each line that is not blank, without its end, until it returns false.
template <class Take>
void each_line(std::string_view content, Take take) {
    for (std::size_t number = 1; !content.empty(); ++number) {
        const auto end = content.find('\n');
        auto line = content.substr(0, end);
        content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!trim(line).empty() && !take(line, number)) return;
    }
}

}  // namespace sweeplab
