#include "engine/session/resources.h"

#include <cstdlib>
#include <system_error>

#include "engine/session/engine_session.h"

#ifndef SWEEPLAB_INSTALLED_RESOURCES
#define SWEEPLAB_INSTALLED_RESOURCES "/usr/share/sweeplab"
#endif

namespace sweeplab {

std::filesystem::path program_folder() {
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    return failed ? std::filesystem::path{} : program.parent_path();
}

std::filesystem::path find_resources() {
    const auto holds_them = [](const std::filesystem::path& folder) {
        std::error_code ignored;
        return std::filesystem::exists(folder / "hosts.json", ignored);
    };
    if (const char* named = std::getenv("SWEEPLAB_RESOURCES"); named && *named) return named;
    // Upwards from build/<preset>/bin to the source tree, or share/ beside an installed bin/.
    auto folder = program_folder();
    for (int level = 0; level < 5 && !folder.empty(); ++level) {
        if (holds_them(folder / "resources")) return folder / "resources";
        if (holds_them(folder / "share/sweeplab")) return folder / "share/sweeplab";
        if (folder == folder.parent_path()) break;
        folder = folder.parent_path();
    }
    return SWEEPLAB_INSTALLED_RESOURCES;
}

}  // namespace sweeplab
