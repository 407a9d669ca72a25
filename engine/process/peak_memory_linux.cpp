#include <atomic>
#include <cstdlib>
#include <fstream>
#include <string>

#include "engine/process/peak_memory.h"

namespace sweeplab {
namespace {

// getrusage would also count what this process was before its own exec.
std::optional<std::int64_t> read_own_peak() {
    std::ifstream status("/proc/self/status");
    constexpr std::string_view key = "VmHWM:";
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(key)) return std::strtoll(line.c_str() + key.size(), nullptr, 10) * 1024;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> peak_memory_of(const rusage& child) {
    // The kernel's counters lag a little behind on each core.
    constexpr std::int64_t counter_slack = 1 << 20;
    static std::atomic<std::int64_t> known_own_peak = 0;
    const auto peak = reported_peak_memory(child);
    // Our peak only grows, so an old figure can rule a child out; only a new one can let it in.
    if (peak <= known_own_peak + counter_slack) return std::nullopt;
    const auto own_peak = read_own_peak();
    if (!own_peak) return std::nullopt;
    known_own_peak = *own_peak;
    if (peak <= *own_peak + counter_slack) return std::nullopt;
    return peak;
}

}  // namespace sweeplab
