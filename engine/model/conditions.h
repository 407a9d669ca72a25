// The state of the machine just before and just after a trial (METHODS.md §7): read, never changed. What the machine
// does not tell is absent, never 0. The numbers are the store's: never reuse one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/model/named_integers.h"

namespace sweeplab {

// Counters count from the machine's start or some other fixed moment: only their difference says something.
enum class condition : std::uint16_t {
    read_at_ns = 1,  // monotonic clock, when the counters were read
    asleep_ns = 2,   // counter: how long the machine was suspended

    turbo = 10,           // 1: the processor may go over its nominal clock
    throttle_count = 11,  // counter: times that heat slowed cores and packages down
    throttle_ms = 12,     // counter
    spin_ns = 13,         // time of a fixed amount of arithmetic, about 50 ms, on one processor
    spin_rounds = 14,     // how much that was; the same through a whole sweep

    processors = 20,         // online
    usable_processors = 21,  // that the affinity mask leaves to Sweeplab
    load_milli = 22,         // load average of one minute, in thousandths
    machine_busy_ms = 23,    // counter: processor time of all but the hypervisor
    own_busy_ms = 24,        // counter: of Sweeplab and its children that ended
    steal_ms = 25,           // counter: processor time that the hypervisor gave to other machines

    stalled_cpu_us = 30,     // counters (PSI): time in which some task waited for a processor,
    stalled_memory_us = 31,  // for memory,
    stalled_io_us = 32,      // for a disk
    group_throttled = 33,    // counter: periods in which cpu.max held the control group back
    group_throttled_us = 34,

    on_battery = 40,  // 1: the machine runs from its battery
    battery_percent = 41,
    round_trip_ns = 50,  // to the endpoint and back, before the trial only
};

// "turbo"; for JSON. Unknown numbers read "condition_N".
std::string_view condition_name(condition which);
std::optional<condition> condition_from_name(std::string_view name);

using condition_values = named_integers<condition>;

struct machine_conditions {
    std::string governor;          // "performance"; several joined by a comma; empty: unknown
    std::string frequency_driver;  // "intel_pstate"; what a governor means depends on it
    condition_values values;
    bool operator==(const machine_conditions&) const = default;
    bool empty() const { return governor.empty() && frequency_driver.empty() && values.empty(); }
};

struct trial_conditions {
    machine_conditions before;
    machine_conditions after;
    bool operator==(const trial_conditions&) const = default;
    bool empty() const { return before.empty() && after.empty(); }

    // after − before of a counter; absent when either is, or when the counter went back (it was reset).
    std::optional<std::int64_t> growth(condition counter) const;
    // How long the machine slept during the trial; absent when it did not, or when that cannot be told.
    std::optional<std::int64_t> suspended_ns() const;
};

}  // namespace sweeplab
