// STREAM as it is published (McCalpin 1995), in one plain thread: the peer of the native suite's memory kernels. It
// shares nothing with them.
#pragma once

#include <array>

namespace sweeplab::bench {

// Elements of each array, as STREAM's own are: of fixed size.
inline constexpr int stream_elements = 20'000'000;
inline constexpr int stream_times = 16;  // the first does not count

// Bytes a second of copy, scale, add and triad, each the best of its times.
struct stream_rates {
    std::array<double, 4> bytes_per_s{};
    bool results_are_right = false;
};
stream_rates run_plain_stream();

}  // namespace sweeplab::bench
