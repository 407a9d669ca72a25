#include "engine/workload/load_phases.h"

#include <cmath>

#include "engine/foundation/random.h"

namespace sweeplab {
namespace {

void add_constant(const load_phase& phase, double begins_s, int number, std::vector<load_arrival>& arrivals) {
    for (std::int64_t i = 0;; ++i) {
        const double after_s = static_cast<double>(i) / phase.rate;
        if (after_s >= phase.duration_s) return;
        arrivals.push_back({from_seconds(begins_s + after_s), number});
    }
}

void add_poisson(const load_phase& phase, double begins_s, int number, random_source& random,
                 std::vector<load_arrival>& arrivals) {
    for (double after_s = 0;;) {
        after_s -= std::log1p(-random.uniform()) / phase.rate;
        if (after_s >= phase.duration_s) return;
        arrivals.push_back({from_seconds(begins_s + after_s), number});
    }
}

}  // namespace

std::vector<load_arrival> arrivals_of(const std::vector<load_phase>& phases, std::uint64_t seed) {
    std::vector<load_arrival> arrivals;
    random_source random(seed);
    double begins_s = 0;
    for (std::size_t i = 0; i < phases.size(); ++i) {
        const auto& phase = phases[i];
        const auto number = static_cast<int>(i);
        if (phase.arrivals == load_phase::spacing::constant) add_constant(phase, begins_s, number, arrivals);
        else add_poisson(phase, begins_s, number, random, arrivals);
        begins_s += phase.duration_s;
    }
    return arrivals;
}

double expected_arrivals(const std::vector<load_phase>& phases) {
    double sum = 0;
    for (const auto& phase : phases) sum += phase.rate * phase.duration_s;
    return sum;
}

std::vector<load_phase> default_phases() {
    constexpr double seconds = 10;
    return {{"quiet", 100, seconds},
            {"busy", 1'000, seconds},
            {"rush", 5'000, seconds},
            {"peak", 10'000, seconds},
            {"after", 1'000, seconds}};
}

}  // namespace sweeplab
