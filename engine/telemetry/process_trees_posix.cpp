#include "engine/telemetry/process_trees.h"

#ifndef __linux__

#include <signal.h>

#include <cerrno>

namespace sweeplab {

// POSIX tells whether a process lives, and nothing of what it uses.
std::optional<process_use> read_process_tree(const std::string&, int pid) {
    if (::kill(pid, 0) != 0 && errno != EPERM) return std::nullopt;
    return process_use{};
}

}  // namespace sweeplab

#endif
