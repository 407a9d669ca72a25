#include "engine/telemetry/own_times.h"

#include <sys/resource.h>

namespace sweeplab {
namespace {

std::int64_t nanoseconds(const timeval& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + std::int64_t{time.tv_usec} * 1000;
}

#ifdef __APPLE__
constexpr std::int64_t peak_unit = 1;
#else
constexpr std::int64_t peak_unit = 1024;
#endif

}  // namespace

own_times read_own_times() {
    own_times times;
    rusage used{};
    if (::getrusage(RUSAGE_SELF, &used) == 0) {
        times.self_ns = nanoseconds(used.ru_utime) + nanoseconds(used.ru_stime);
        times.peak_memory_bytes = std::int64_t{used.ru_maxrss} * peak_unit;
    }
    if (::getrusage(RUSAGE_CHILDREN, &used) == 0)
        times.ended_children_ns = nanoseconds(used.ru_utime) + nanoseconds(used.ru_stime);
    return times;
}

}  // namespace sweeplab
