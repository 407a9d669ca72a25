#include "engine/telemetry/spin_loop.h"

#include <algorithm>
#include <array>

namespace sweeplab {
namespace {

// Each step needs the one before, so it takes as many clock cycles everywhere and touches no memory.
std::uint64_t mix(std::int64_t rounds, std::uint64_t state) {
    for (std::int64_t i = 0; i < rounds; ++i) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
    }
    return state;
}

duration time_of(std::int64_t rounds) {
    static volatile std::uint64_t kept = 88172645463325252ULL;  // what is used cannot be left out
    const auto began = std::chrono::steady_clock::now();
    kept = mix(rounds, kept | 1);
    return std::chrono::steady_clock::now() - began;
}

}  // namespace

spin_loop::spin_loop(duration length) {
    const duration wanted = length / parts;
    std::int64_t rounds = 1000;
    duration took = time_of(rounds);
    while (took < wanted && rounds < (std::int64_t{1} << 40)) took = time_of(rounds *= 2);
    // The quickest of some: an interruption during calibration would make every later loop too short.
    for (int i = 0; i < 4; ++i) took = std::min(took, time_of(rounds));
    const double scale = static_cast<double>(wanted.count()) / static_cast<double>(std::max<std::int64_t>(1, took.count()));
    rounds_of_part_ = std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(rounds) * scale));
}

duration spin_loop::run() const {
    std::array<duration, parts> times{};
    for (auto& time : times) time = time_of(rounds_of_part_);
    std::nth_element(times.begin(), times.begin() + parts / 2, times.end());
    return times[parts / 2] * parts;
}

}  // namespace sweeplab
