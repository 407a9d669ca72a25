#include "app/cli/targets_file.h"

#include <filesystem>
#include <system_error>

#include "engine/session/engine_session.h"
#include "engine/targets/targets_file.h"

namespace sweeplab::cli {
namespace {

// Only a bare name can be that of a shipped set.
std::filesystem::path place_of(const std::string& name) {
    std::error_code unknown;
    const bool bare = name.find_first_of("/.") == std::string::npos;
    if (std::filesystem::exists(name, unknown) || !bare) return name;
    const auto shipped = find_resources() / "targets" / (name + ".json");
    return std::filesystem::exists(shipped, unknown) ? shipped : std::filesystem::path(name);
}

}  // namespace

result<target_set> load_targets(const std::string& name) { return read_targets_file(place_of(name)); }

}  // namespace sweeplab::cli
