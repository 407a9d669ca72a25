#include <cstdlib>

#include "engine/store/run_store.h"

namespace sweeplab {
namespace {

std::filesystem::path from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::filesystem::path() : std::filesystem::path(value);
}

}  // namespace

std::filesystem::path default_database_path() {
    if (auto chosen = from_environment("SWEEPLAB_DB"); !chosen.empty()) return chosen;
    // The XDG base directory specification has relative paths ignored.
    if (const auto data = from_environment("XDG_DATA_HOME"); data.is_absolute()) return data / "sweeplab" / "runs.db";
    if (const auto home = from_environment("HOME"); !home.empty()) return home / ".local" / "share" / "sweeplab" / "runs.db";
    return {};
}

}  // namespace sweeplab
