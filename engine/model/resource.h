// What machine, Sweeplab and its children used over time: samples taken during a trial, and their peak and mean.
// What could not be read is absent, never 0. The numbers are the store's: never reuse one.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/model/named_integers.h"

namespace sweeplab {

// Rates are of the time since the sample before, so the first sample has none. Processor time is in thousandths of
// one processor: 1500 is one and a half processors kept busy. Memory is in bytes, disk and network in bytes a second.
enum class resource : std::uint16_t {
    machine_cpu = 1,         // all that runs on the machine, what the hypervisor took included
    own_cpu = 2,             // Sweeplab itself, a built-in simulated endpoint included
    children_cpu = 3,        // the commands of the trial with all their descendants
    group_cpu = 4,           // the container or control group that Sweeplab runs in, when it is not the whole machine
    ended_children_cpu = 5,  // where living children cannot be read: counted at once when a child ends

    machine_memory = 10,   // in use: total less available
    own_memory = 11,       // resident
    children_memory = 12,  // resident, summed; what children share is counted for each
    group_memory = 13,
    own_memory_peak = 14,  // where the current size cannot be read
    children_count = 15,   // processes in the children's trees

    disk_read = 20,  // physical disks
    disk_written = 21,
    network_received = 22,  // without loopback
    network_sent = 23,
    loopback = 24,  // one way: what is sent is what is received

    gpu_busy = 30,          // thousandths, mean of all GPUs
    gpu_memory = 31,        // in use, sum of all GPUs
    gpu_milliwatts = 32,    // sum of all GPUs
    gpu_busy_highest = 33,  // thousandths, of the busiest GPU

    process_cpu = 40,     // a process that a soak watches, with all its descendants
    process_memory = 41,  // resident, summed; what they share is counted for each
    process_count = 42
};

// "machine_cpu"; for JSON. Unknown numbers read "resource_N".
std::string_view resource_name(resource which);
std::optional<resource> resource_from_name(std::string_view name);

using resource_values = named_integers<resource>;

struct resource_sample {
    std::int64_t at_ns = 0;  // after the trial's start
    resource_values values;
    bool operator==(const resource_sample&) const = default;
};

struct resource_summary {
    int samples = 0;  // 0: none were taken
    resource_values peak;
    resource_values mean;  // each sample weighs the time since the one before
    bool operator==(const resource_summary&) const = default;
};

// Sums samples up as they come, by time; what it keeps does not grow.
class resource_totals {
public:
    void add(const resource_sample& sample);
    resource_summary summary() const;

private:
    struct sums {
        double weighed = 0;  // by the time since the sample before
        double weight = 0;
        double plain = 0;
        int count = 0;
        std::int64_t peak = 0;
    };
    std::map<resource, sums> sums_;
    std::int64_t last_at_ns_ = 0;
    int samples_ = 0;
};

resource_summary summarise(const std::vector<resource_sample>& samples);

}  // namespace sweeplab
