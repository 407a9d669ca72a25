// Times that follow a law exactly, or with noise, for tests of the fits.
#pragma once

#include <cmath>
#include <vector>

#include "engine/foundation/random.h"
#include "engine/laws/law_fit.h"

namespace sweeplab::test {

struct true_law {
    double t1_s = 100;
    double sigma = 0.05;
    double kappa = 0.001;
    double time_at(int workers) const {
        const double n = workers;
        return t1_s * (1 + sigma * (n - 1) + kappa * n * (n - 1)) / n;
    }
};

inline void observe(law_input& input, int workers, double time_s) {
    law_observation one;
    one.workers = workers;
    one.time_s = time_s;
    input.observations.push_back(one);
}

inline law_input exact(const true_law& law, const std::vector<int>& workers) {
    law_input input;
    for (const int n : workers) observe(input, n, law.time_at(n));
    return input;
}

inline law_input noisy(const true_law& law, const std::vector<int>& workers, int repeats, double sd, random_source& random) {
    law_input input;
    for (const int n : workers)
        for (int i = 0; i < repeats; ++i) observe(input, n, law.time_at(n) * std::exp(sd * random.normal()));
    return input;
}

// The published worker benchmark: 12 chunks, one trial at each worker count.
inline law_input published_times() {
    law_input input;
    observe(input, 1, 171.14);
    observe(input, 4, 58.50);
    observe(input, 10, 36.94);
    observe(input, 20, 33.42);
    observe(input, 50, 32.73);
    return input;
}

inline bool contains(const value_interval& interval, double truth) {
    return interval.lo && interval.hi && *interval.lo <= truth && truth <= *interval.hi;
}

}  // namespace sweeplab::test
