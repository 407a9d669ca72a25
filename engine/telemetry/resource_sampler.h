// Reads what machine, Sweeplab and its children use just now.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/foundation/clock.h"
#include "engine/model/resource.h"
#include "engine/telemetry/own_times.h"

namespace sweeplab {

class resource_sampler {
public:
    virtual ~resource_sampler() = default;
    // Rates are of the time since the reading before; what cannot be read is left out. One thread at a time.
    virtual resource_values read(instant now) = 0;
    // The next reading stands alone again.
    virtual void forget() = 0;
};

struct sampler_sources {
    std::string root;  // put before /proc and /sys, for tests
    std::string gpus;  // NVML's library; empty: no GPUs are looked for
    own_times_reader own = read_own_times;
};
sampler_sources this_machine();

// The fullest that this platform can give.
std::unique_ptr<resource_sampler> make_resource_sampler(const sampler_sources& sources = this_machine());
// What POSIX gives on any platform: getrusage, and the GPUs.
std::unique_ptr<resource_sampler> make_portable_resource_sampler(const sampler_sources& sources = this_machine());

}  // namespace sweeplab
