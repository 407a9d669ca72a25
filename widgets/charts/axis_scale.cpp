#include "widgets/charts/axis_scale.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

constexpr double octaves_for_powers_of_two = 2.5;
constexpr double air = 0.06;  // of the span, beyond the outermost value
constexpr int most_ticks = 9;
constexpr double near_octave = 0.4;
constexpr double air_octaves = 0.25;

// 1, 2, 2.5 or 5 times a power of ten, at least `rough`.
double round_step(double rough) {
    const double unit = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double step : {1.0, 2.0, 2.5, 5.0}) {
        if (rough <= step * unit * (1 + 1e-9)) return step * unit;
    }
    return 10 * unit;
}

std::vector<double> multiples(double step, double least, double most) {
    std::vector<double> ticks;
    const double slack = step * 1e-9;
    for (double i = std::ceil((least - slack) / step); i * step <= most + slack; ++i) ticks.push_back(i * step);
    return ticks;
}

// The next octave outside when it is near, else a little air: a whole empty octave would press the curves together.
double outer_octave(double octave, bool up) {
    const double whole = up ? std::ceil(octave) : std::floor(octave);
    if (std::abs(whole - octave) <= near_octave) return whole;
    return octave + (up ? air_octaves : -air_octaves);
}

value_axis powers_of_two(double low_octave, double high_octave) {
    const double first = outer_octave(low_octave, false), last = outer_octave(high_octave, true);
    double step = 1;
    while ((last - first) / step >= most_ticks) ++step;
    value_axis axis;
    axis.scale = {true, std::exp2(first), std::exp2(last)};
    for (const double octave : multiples(step, first, last)) axis.ticks.push_back(std::exp2(octave));
    return axis;
}

}  // namespace

double axis_scale::to_share(double value) const {
    if (log) return std::log(value / least) / std::log(most / least);
    return (value - least) / (most - least);
}

double axis_scale::from_share(double share) const {
    if (log) return least * std::pow(most / least, share);
    return least + share * (most - least);
}

value_axis make_log_axis(double least, double most) {
    const double low = std::log2(least), high = std::log2(most);
    const double span = high - low;
    if (span >= octaves_for_powers_of_two) return powers_of_two(low, high);
    // A nearly flat curve must not look like a steep one: at least an octave is shown.
    const double half = std::max(span / 2 + span * air + 0.03, 0.5);
    const double middle = (low + high) / 2;
    value_axis axis;
    axis.scale = {true, std::exp2(middle - half), std::exp2(middle + half)};
    const double step = round_step((axis.scale.most - axis.scale.least) / 6);
    axis.ticks = multiples(step, axis.scale.least, axis.scale.most);
    return axis;
}

value_axis make_linear_axis(double most, double at_least) {
    const double top = std::max({most, at_least, 1e-12});
    value_axis axis;
    axis.scale = {false, 0, top * (1 + air)};
    axis.ticks = multiples(round_step(top / 5), 0, axis.scale.most);
    return axis;
}

value_axis make_signed_axis(double least, double most) {
    const double low = std::min(least, 0.0), high = std::max({most, 0.0, low + 1e-12});
    value_axis axis;
    axis.scale = {false, low * (1 + air), high * (1 + air)};
    axis.ticks = multiples(round_step((high - low) / 5), axis.scale.least, axis.scale.most);
    return axis;
}

value_axis make_range_axis(double least, double most, double least_span) {
    const double span = std::max({most - least, least_span, 1e-12});
    const double middle = (least + most) / 2;
    double low = middle - span * (0.5 + air), high = middle + span * (0.5 + air);
    if (least >= 0 && low < 0) {  // nothing is below zero
        high -= low;
        low = 0;
    }
    value_axis axis;
    axis.scale = {false, low, high};
    axis.ticks = multiples(round_step(span / 4), low, high);
    return axis;
}

axis_scale make_workers_scale(const std::vector<int>& counts) {
    const double low = std::log2(counts.front()), high = std::log2(counts.back());
    const double pad = counts.front() == counts.back() ? 1 : (high - low) * 0.028;
    return {true, std::exp2(low - pad), std::exp2(high + pad)};
}

std::vector<double> tidy_ticks(const axis_scale& scale, int most) {
    const double length = scale.most - scale.least;
    if (!(length > 0) || most < 1) return {};
    for (double unit = std::pow(10.0, std::floor(std::log10(length / most)));; unit *= 10)
        for (const double step : {1.0, 2.0, 5.0})
            if (auto ticks = multiples(step * unit, scale.least, scale.most); static_cast<int>(ticks.size()) <= most)
                return ticks;
}

std::vector<double> thin_out(const std::vector<double>& ticks, int most) {
    const auto count = static_cast<int>(ticks.size());
    const int step = std::max(1, (count + std::max(1, most) - 1) / std::max(1, most));
    std::vector<double> kept;
    for (int i = 0; i < count; i += step) kept.push_back(ticks[static_cast<std::size_t>(i)]);
    return kept;
}

}  // namespace sweeplab
