// The two axes of a scaling chart: which range they span, where ticks stand, and value ↔ share of the length.
// Pure; any thread.
#pragma once

#include <vector>

namespace sweeplab {

// From 0 at `least` to 1 at `most`, linear or logarithmic.
struct axis_scale {
    bool log = false;
    double least = 0;
    double most = 1;

    double to_share(double value) const;
    double from_share(double share) const;
    bool operator==(const axis_scale&) const = default;
};

struct value_axis {
    axis_scale scale;
    std::vector<double> ticks;  // ascending, inside the scale
    bool operator==(const value_axis&) const = default;
};

// Holds `least` to `most`, both more than 0. Over two and a half octaves the ticks are powers of two, below
// that they are round numbers; never more than nine.
value_axis make_log_axis(double least, double most);
// From 0 to `most` or a little more, with round ticks; `at_least` is always on it.
value_axis make_linear_axis(double most, double at_least);
// Linear and holds `least` (0 or less), 0 and `most`, with round ticks of which one is 0.
value_axis make_signed_axis(double least, double most);

// Linear, not from zero: holds `least` to `most` with a little air, and spans `least_span` at least. For what is a size
// whose changes matter.
value_axis make_range_axis(double least, double most, double least_span);

// Worker counts on log2, with some air at both ends. `counts` ascending, not empty.
axis_scale make_workers_scale(const std::vector<int>& counts);

// Round values on a linear scale, as close as `most` of them allow.
std::vector<double> tidy_ticks(const axis_scale& scale, int most);

// Every n-th tick, so that no more than `most` stay; the first always stays.
std::vector<double> thin_out(const std::vector<double>& ticks, int most);

}  // namespace sweeplab
