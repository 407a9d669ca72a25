#include "engine/session/library_arguments.h"

#include "engine/store/run_store.h"
#include "engine/workload/command_line.h"

namespace sweeplab {

std::string library_arguments(const std::filesystem::path& file) {
    if (file.empty() || file == default_database_path()) return {};
    return " --db " + quoted_for_shell(file.string());
}

}  // namespace sweeplab
