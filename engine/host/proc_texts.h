// Readers of the texts in which Linux describes itself. Pure functions; any thread. A text that does not
// hold what is looked for gives an empty or absent value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sweeplab {

struct cpuinfo {
    std::string model;               // "AMD Ryzen 7 7800X3D 8-Core Processor"; empty on most ARM machines
    std::vector<std::string> flags;  // of the first processor, as the kernel spells them: "avx2", "asimd"
};
cpuinfo read_cpuinfo(std::string_view text);

// /etc/os-release: PRETTY_NAME, else NAME and VERSION_ID, else empty.
std::string os_name_from_os_release(std::string_view text);

// "MemTotal:  32658000 kB" of /proc/meminfo, in bytes.
std::optional<std::int64_t> total_memory_from_meminfo(std::string_view text);

}  // namespace sweeplab
