// A machine: what it is, how it is reached, what is expected of it, what it costs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"
#include "engine/model/generator_limits.h"

namespace sweeplab {

struct number_range {
    double least = 0;
    double most = 0;
    bool operator==(const number_range&) const = default;
};

struct cache_level {
    int level = 1;
    std::string kind;        // "data", "instruction", "unified"
    std::int64_t bytes = 0;  // of one cache
    int count = 1;
    bool operator==(const cache_level&) const = default;
};

struct gpu_device {
    std::string name;
    std::optional<std::int64_t> memory_bytes;
    std::string driver;
    bool operator==(const gpu_device&) const = default;
};

struct host_profile {
    std::string id;  // stable: the same machine gives the same id
    std::string name;
    bool measured = false;   // read from the machine itself; false: entered by hand
    std::string reached_by;  // "" here, else "ssh NAME"

    std::string cpu_model;
    std::optional<int> packages;
    std::optional<int> physical_cores;
    std::optional<int> threads;
    std::optional<int> numa_nodes;
    std::vector<cache_level> caches;
    std::optional<std::int64_t> memory_bytes;
    std::string memory_kind;
    std::vector<std::string> features;  // instruction sets: "AVX2"
    std::vector<gpu_device> gpus;
    std::string kernel;
    std::string os;
    // Limits of the control group the process runs in; absent: none.
    std::optional<double> cgroup_cpus;
    std::optional<std::int64_t> cgroup_memory_bytes;
    std::optional<int> usable_threads;          // after affinity
    std::optional<generator_limits> generator;  // absent: not calibrated

    std::optional<number_range> expected_tokens_per_s;
    std::optional<number_range> expected_best_workers;
    std::vector<int> default_sweep;

    std::optional<double> price;  // of the machine
    std::optional<double> amortisation_years;
    std::optional<double> watts;
    std::optional<double> tariff_per_kwh;
    std::string currency = "USD";
    std::string notes;
    bool operator==(const host_profile&) const = default;

    std::string summary() const;  // "8 cores / 16 threads, 31 GB"
};

result<host_profile> read_host_profile(const json& value, const std::string& path);
json to_json(const host_profile& value);

}  // namespace sweeplab
