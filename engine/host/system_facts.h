// What the operating system says of the machine and of the place this process has on it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/host/cgroup_limits.h"

namespace sweeplab {

struct system_facts {
    std::string host_name;
    std::string cpu_model;
    std::vector<std::string> features;
    std::string kernel;      // "Linux 6.1.0-18-amd64"
    std::string os;          // "Debian GNU/Linux 12 (bookworm)"
    std::string machine_id;  // secret of the machine: only ever hashed (host_identity.h)
    cgroup_limits cgroup;
    std::optional<int> usable_threads;
    std::optional<std::int64_t> memory_bytes;
};

// How many processors the affinity mask leaves to this process; absent where there is no such mask. Any thread.
std::optional<int> threads_by_affinity();

// The fullest that this platform can give. Any thread; never fails.
system_facts read_system_facts();
// What POSIX gives on any platform. Any thread; never fails.
system_facts read_system_facts_posix();

}  // namespace sweeplab
