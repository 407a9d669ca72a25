// The machine's shape by hwloc: packages, cores, threads, caches, NUMA nodes, memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/host_profile.h"

namespace sweeplab {

struct machine_topology {
    std::string cpu_model;
    std::optional<int> packages;
    std::optional<int> physical_cores;
    std::optional<int> threads;  // of the whole machine, whatever this process may use
    std::optional<int> numa_nodes;
    std::vector<cache_level> caches;  // by level, then kind, then size
    std::optional<std::int64_t> memory_bytes;
};

// Everything absent when hwloc cannot read the machine. Any thread.
machine_topology read_topology();

}  // namespace sweeplab
