#include "engine/targets/targets_file.h"

#include <fstream>
#include <sstream>
#include <system_error>

namespace sweeplab {
namespace {

constexpr std::uintmax_t largest = 1u << 20;

}  // namespace

result<target_set> read_targets_file(const std::filesystem::path& file) {
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(file, unknown))
        return fail(error_kind::not_found, "there is no such file of targets", file.string(),
                    "Give a file, or the name of a shipped set: streaming.");
    if (std::filesystem::file_size(file, unknown) > largest)
        return fail(error_kind::bad_input, "is larger than 1 MB: no file of targets", file.string());
    std::ifstream input(file, std::ios::binary);
    std::ostringstream text;
    text << input.rdbuf();
    if (!input) return fail(error_kind::io, "cannot be read", file.string());
    return parse_targets(text.str(), file.filename().string());
}

}  // namespace sweeplab
