// Reads the conditions that a measurement is made under (METHODS.md §7): no privileges, nothing is changed.
#pragma once

#include <memory>
#include <string>

#include "engine/foundation/clock.h"
#include "engine/model/conditions.h"
#include "engine/telemetry/own_times.h"

namespace sweeplab {

class condition_probe {
public:
    virtual ~condition_probe() = default;
    // Takes some milliseconds. What cannot be read is left out. One thread at a time.
    virtual machine_conditions read() = 0;
};

struct probe_sources {
    std::string root;  // put before /proc and /sys, for tests
    own_times_reader own = read_own_times;
};

// The fullest that this platform can give.
std::unique_ptr<condition_probe> make_condition_probe(const probe_sources& sources = {});
// What POSIX gives on any platform.
std::unique_ptr<condition_probe> make_portable_condition_probe(const probe_sources& sources = {});

}  // namespace sweeplab
