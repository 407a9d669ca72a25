#include "app/cli/targets_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "engine/session/engine_session.h"

namespace sweeplab::cli {
namespace {

constexpr std::uintmax_t largest = 1u << 20;

// Only a bare name can be that of a shipped set.
std::filesystem::path place_of(const std::string& name) {
    std::error_code unknown;
    const bool bare = name.find_first_of("/.") == std::string::npos;
    if (std::filesystem::exists(name, unknown) || !bare) return name;
    const auto shipped = find_resources() / "targets" / (name + ".json");
    return std::filesystem::exists(shipped, unknown) ? shipped : std::filesystem::path(name);
}

}  // namespace

result<target_set> load_targets(const std::string& name) {
    const auto file = place_of(name);
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(file, unknown))
        return fail(error_kind::not_found, "there is no such file of targets", name,
                    "Give a file, or the name of a shipped set: streaming.");
    if (std::filesystem::file_size(file, unknown) > largest)
        return fail(error_kind::bad_input, "is larger than 1 MB: no file of targets", name);
    std::ifstream input(file, std::ios::binary);
    std::ostringstream text;
    text << input.rdbuf();
    if (!input) return fail(error_kind::io, "cannot be read", name);
    return parse_targets(text.str(), file.filename().string());
}

}  // namespace sweeplab::cli
