// Where nothing but POSIX is known of the system.
#ifndef __linux__

#include "engine/native/machine_room.h"

namespace sweeplab::native {

std::optional<std::int64_t> free_memory() { return std::nullopt; }
std::optional<bool> lies_in_memory(const std::filesystem::path&) { return std::nullopt; }

}  // namespace sweeplab::native

#endif
