// A fixed amount of arithmetic that takes about 50 ms on this machine: when it takes longer, the machine is slower.
#pragma once

#include <cstdint>

#include "engine/foundation/clock.h"

namespace sweeplab {

class spin_loop {
public:
    // Finds out how much arithmetic takes about `length`; takes some milliseconds.
    explicit spin_loop(duration length = std::chrono::milliseconds(50));

    // How long it takes now: the median of equal parts, times their number, so that a single interruption does not
    // pass for a slow machine. Keeps one processor busy for as long.
    duration run() const;
    std::int64_t rounds() const { return rounds_of_part_ * parts; }

    static constexpr int parts = 25;

private:
    std::int64_t rounds_of_part_ = 0;
};

}  // namespace sweeplab
