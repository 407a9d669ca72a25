// A load that comes by itself, in phases of a rate each: when its requests are due. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/foundation/clock.h"

namespace sweeplab {

struct load_phase {
    enum class spacing { constant, poisson };
    std::string name;
    double rate = 1;  // requests a second
    double duration_s = 1;
    spacing arrivals = spacing::constant;
    bool operator==(const load_phase&) const = default;
};

struct load_arrival {
    duration due{};  // after the trial's start
    int phase = 0;
};

// One after the other, without a pause; ascending. The same for the same seed. Constant: evenly spaced, the first at the
// phase's beginning; poisson: gaps of an exponential distribution.
std::vector<load_arrival> arrivals_of(const std::vector<load_phase>& phases, std::uint64_t seed);
// Requests that the phases ask for; of Poisson arrivals the mean.
double expected_arrivals(const std::vector<load_phase>& phases);

// 100, 1,000, 5,000, 10,000 and 1,000 requests a second for ten seconds each.
std::vector<load_phase> default_phases();

}  // namespace sweeplab
