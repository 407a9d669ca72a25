// Processor time of this process and of its children that ended.
#pragma once

#include <cstdint>
#include <functional>

namespace sweeplab {

struct own_times {
    std::int64_t self_ns = 0;
    std::int64_t ended_children_ns = 0;  // with their descendants that were waited for
    std::int64_t peak_memory_bytes = 0;
};
using own_times_reader = std::function<own_times()>;

own_times read_own_times();  // getrusage; any thread

}  // namespace sweeplab
