// Readers of the texts in which Linux counts. Pure functions; any thread. What a text does not hold is absent.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sweeplab {

// Ticks since the machine's start, over all processors.
struct processor_ticks {
    std::uint64_t busy = 0;   // without idle, waiting for a disk, and steal
    std::uint64_t steal = 0;  // that the hypervisor gave to others
    std::uint64_t total = 0;
    int processors = 0;
};
std::optional<processor_ticks> read_processor_ticks(std::string_view proc_stat);

// A process, from /proc/PID/stat.
struct process_facts {
    int pid = 0;
    int parent = 0;
    bool ended = false;        // and not yet waited for
    bool before_exec = false;  // forked, and still the program (and, when vforked, the memory) of its parent
    std::uint64_t ticks = 0;   // its own, and of its descendants that it waited for
    int threads = 0;
    std::uint64_t began = 0;  // ticks after the machine's start
    std::int64_t resident_pages = 0;
};
std::optional<process_facts> read_process_facts(std::string_view stat);

struct disk_counters {
    std::string_view name;
    std::uint64_t sectors_read = 0;  // of 512 bytes, whatever the disk's own are
    std::uint64_t sectors_written = 0;
};
std::vector<disk_counters> read_disk_counters(std::string_view diskstats);  // partitions and the like included

struct network_counters {
    std::string_view name;
    std::uint64_t bytes_received = 0;
    std::uint64_t bytes_sent = 0;
};
std::vector<network_counters> read_network_counters(std::string_view net_dev);
// Interfaces whose traffic another one counts too: bridges, tunnels, a container's other end.
bool is_counted_elsewhere(std::string_view interface);

// In use: MemTotal less MemAvailable.
std::optional<std::int64_t> used_memory_from_meminfo(std::string_view text);
// "usage_usec 1234": the number behind a word that begins a line.
std::optional<std::uint64_t> number_after(std::string_view text, std::string_view word);
// "some avg10=0.00 avg60=0.00 avg300=0.00 total=1234" of /proc/pressure.
std::optional<std::uint64_t> some_stalled_us(std::string_view pressure);
// The first number of a text.
std::optional<std::uint64_t> leading_number(std::string_view text);

}  // namespace sweeplab
