#include "engine/process/tree_memory.h"

namespace sweeplab {

#ifndef __linux__
// POSIX knows no way to ask for it.
std::optional<std::int64_t> tree_memory_bytes(pid_t) { return std::nullopt; }
#endif

}  // namespace sweeplab
