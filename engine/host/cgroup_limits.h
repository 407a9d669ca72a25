// The limits that control groups (Linux, version 1 and 2) set on this process. A limit may stand on any
// group between the process's own and the root of what it can see; the smallest one holds.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sweeplab {

// The content of a text file, or nullopt when it cannot be read.
using text_file_reader = std::function<std::optional<std::string>(const std::string& path)>;
std::optional<std::string> read_text_file(const std::string& path);

struct cgroup_limits {
    std::optional<double> cpus;  // processors' worth of time; absent: unlimited
    std::optional<std::int64_t> memory_bytes;
};

// Reads /proc/self/cgroup, /proc/self/mountinfo and the files of the groups through `read`. Any thread.
cgroup_limits read_cgroup_limits(const text_file_reader& read);

// The folders of this process's group and of those above it, its own first. `controller` is one of version 1 ("cpu",
// "memory"); empty: version 2. Empty when there is no such hierarchy.
std::vector<std::string> cgroup_folders(const text_file_reader& read, std::string_view controller);

// --- the texts of single files ---------------------------------------------------------------------
// cpu.max of version 2: "max 100000" (absent) or "150000 100000" (1.5).
std::optional<double> cpus_from_cpu_max(std::string_view text);
// cpu.cfs_quota_us and cpu.cfs_period_us of version 1: a quota of -1 is none.
std::optional<double> cpus_from_quota(std::string_view quota_us, std::string_view period_us);
// memory.max of version 2 or memory.limit_in_bytes of version 1: "max" and values near 2^63 are none.
std::optional<std::int64_t> memory_from_limit(std::string_view text);

}  // namespace sweeplab
