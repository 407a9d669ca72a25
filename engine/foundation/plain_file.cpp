#include "engine/foundation/plain_file.h"

#include <cerrno>
#include <cstring>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

namespace sweeplab {

namespace fs = std::filesystem;

result<std::ifstream> open_plain_file(const fs::path& file) {
    std::error_code unknown;
    const auto status = fs::status(file, unknown);
    if (status.type() == fs::file_type::not_found)
        return fail(error_kind::not_found, "there is no such file", file.string());
    if (fs::is_directory(status))
        return fail(error_kind::bad_input, "is a folder, not a file", file.string(), "Name a file in it.");
    if (fs::exists(status) && !fs::is_regular_file(status))
        return fail(error_kind::bad_input, "is a pipe or a device, not a file", file.string(),
                    "Save what comes from it in a file, and name that.");
    errno = 0;
    std::ifstream input(file, std::ios::binary);
    if (input) return input;
    return fail(error_kind::io, fmt::format("cannot be read: {}", std::strerror(errno == 0 ? EIO : errno)), file.string());
}

result<std::string> read_plain_file(const fs::path& file, std::uintmax_t most) {
    auto input = open_plain_file(file);
    if (!input) return tl::unexpected(std::move(input.error()));
    std::error_code unknown;
    const auto bytes = fs::file_size(file, unknown);
    if (!unknown && bytes > most)
        return fail(error_kind::bad_input, fmt::format("has {} MB; at most {} MB are read", bytes >> 20, most >> 20),
                    file.string());
    std::ostringstream text;
    if (input->peek() != std::ifstream::traits_type::eof()) text << input->rdbuf();
    if (input->bad()) return fail(error_kind::io, "could not be read to its end", file.string());
    return std::move(text).str();
}

}  // namespace sweeplab
