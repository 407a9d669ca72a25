// The peak memory of a child. Linux carries the peak of the parent's memory over to a child that was started
// with posix_spawn or fork (exec keeps the larger of the two), so that there wait4's figure is the child's
// own only when it is above the parent's.
#pragma once

#include <sys/resource.h>

#include <cstdint>
#include <optional>

namespace sweeplab {

// Bytes; nullopt when the figure may be this process's own peak. Any thread, after the child's end.
std::optional<std::int64_t> peak_memory_of(const rusage& child);

// Bytes, as wait4 says, whoever's they are.
std::int64_t reported_peak_memory(const rusage& child);

}  // namespace sweeplab
