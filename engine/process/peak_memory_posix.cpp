#include "engine/process/peak_memory.h"

namespace sweeplab {

std::int64_t reported_peak_memory(const rusage& child) {
#ifdef __APPLE__
    return child.ru_maxrss;
#else
    return std::int64_t{child.ru_maxrss} * 1024;
#endif
}

#ifndef __linux__
std::optional<std::int64_t> peak_memory_of(const rusage& child) { return reported_peak_memory(child); }
#endif

}  // namespace sweeplab
