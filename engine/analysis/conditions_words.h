// What the machine's conditions during a run's trials mean for its times, in words with advice. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

enum class condition_fault {
    throttled,        // heat
    group_throttled,  // cpu.max
    background,       // others on this machine
    stolen,           // others on the same hardware
    speed_changed,    // the spin loop took longer or shorter after than before
    battery,
    memory_short,
    slow_governor,     // fixed at the lowest clock
    dynamic_governor,  // follows the load, and the trial was short
    changed,           // governor, turbo or affinity changed during the trial
    busy_at_start,
    few_processors,  // fewer than the workers need
    round_trip       // to the endpoint varied
};

// A fault of one trial: how much of it there was, in the fault's own unit (a share of the trial's time or of the
// machine, a count, a relative change).
struct condition_finding {
    condition_fault fault;
    double size = 0;
};

// Thresholds of METHODS.md §7; what is unknown is no fault.
std::vector<condition_finding> judge_conditions(const trial& value);

// At most one sentence or two for each kind of fault, over all trials that count, the weightiest first.
std::vector<std::string> describe_conditions(const run_record& run);

}  // namespace sweeplab
