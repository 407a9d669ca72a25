// A kernel: a fixed amount of honest work, split among threads, whose result is checked against what is known
// independently. The amount never depends on the thread count, so that time against threads means something.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/clock.h"
#include "engine/foundation/error.h"
#include "engine/native/work_unit.h"

namespace sweeplab::native {

// A whole number that a plan may set.
struct parameter {
    std::string name;
    std::int64_t usual = 0;
    std::int64_t least = 1;
    std::int64_t most = 1;
    std::string meaning;
};

// The value of every parameter of a kernel.
using settings = std::map<std::string, std::int64_t, std::less<>>;

// Asks the threads of a kernel to leave off; they look at it every few milliseconds. Any thread.
class stop_signal {
public:
    void ask() { asked_.store(true, std::memory_order_relaxed); }
    bool asked() const { return asked_.load(std::memory_order_relaxed); }

private:
    std::atomic<bool> asked_{false};
};

// Beyond what every program takes.
struct kernel_needs {
    std::int64_t memory_bytes = 0;
    std::int64_t disk_bytes = 0;
    std::int64_t descriptors = 0;
};

// Where a kernel runs.
struct kernel_place {
    int threads = 1;
    std::filesystem::path folder;  // temporary files go into a folder of their own within it
};

// What a kernel has to say when its result was found right.
struct kernel_findings {
    std::int64_t work_done = 0;
    // The time that belongs to work_done where it is not the whole measured part (the best of several passes).
    std::optional<duration> work_time;
    std::optional<std::int64_t> hit_ppm;
    std::optional<std::int64_t> latency_p50_ns;
    std::optional<std::int64_t> latency_p99_ns;
    std::optional<std::int64_t> latency_mean_ns;
    std::optional<std::int64_t> memory_moved_bytes;
    std::optional<std::uint64_t> result_digest;  // of a result that does not depend on the thread count
    std::string verified;                        // what was compared with what
    std::vector<std::string> remarks;            // how to read the figure
};

// One carrying out of a kernel. prepare(), then prepare_thread(), work() and finish_thread() on each thread, then
// verify(), in which nobody else is working. An error or exception of any thread ends all of them.
class kernel {
public:
    virtual ~kernel() = default;
    virtual kernel_needs needs(int threads) const = 0;
    virtual result<void> prepare(const kernel_place& place, const stop_signal& stop) = 0;
    // On the thread that will do the work, so that memory lies near to it. Not timed.
    virtual result<void> prepare_thread(int /*thread*/, const stop_signal&) { return {}; }
    // Timed from the moment at which all threads are ready until the last has ended.
    virtual result<void> work(int thread, const stop_signal& stop) = 0;
    // On the same thread, when its work has ended or came to nothing: lets go of what belongs to that thread. Not timed.
    virtual void finish_thread(int /*thread*/) {}
    virtual result<kernel_findings> verify(const stop_signal& stop) = 0;
};

struct kernel_entry {
    std::string name;
    std::string family;  // "arithmetic", "memory", …: a suite of that name holds all of them
    work_unit unit = work_unit::operations;
    std::string description;
    std::vector<parameter> parameters;
    std::unique_ptr<kernel> (*make)(const settings& values);
    // What the values must be together; empty: fine.
    std::string (*fault_of)(const settings& values) = nullptr;
};

struct span_of_work {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};
// The part of [0, total) that is this thread's: as even as can be.
constexpr span_of_work part_of(std::int64_t total, int threads, int thread) {
    const std::int64_t each = total / threads, more = total % threads;
    const std::int64_t begin = each * thread + (thread < more ? thread : more);
    return {begin, begin + each + (thread < more ? 1 : 0)};
}

inline constexpr int most_threads = 1024;

}  // namespace sweeplab::native
