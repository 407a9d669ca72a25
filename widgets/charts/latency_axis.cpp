#include "widgets/charts/latency_axis.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

constexpr double far_apart = 12;
constexpr double air = 0.04;
constexpr double least_span = 0.25;  // of the largest value
constexpr double from_zero = 0.5;    // of the largest value: curves that begin below are shown from 0
constexpr std::size_t most_ticks = 10;

double round_step(double rough) {
    const double unit = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double step : {1.0, 2.0, 2.5, 5.0}) {
        if (rough <= step * unit * (1 + 1e-9)) return step * unit;
    }
    return 10 * unit;
}

std::vector<double> log_ticks(const axis_scale& scale, std::initializer_list<double> digits) {
    std::vector<double> ticks;
    const int first = static_cast<int>(std::floor(std::log10(scale.least)));
    const int last = static_cast<int>(std::ceil(std::log10(scale.most)));
    for (int decade = first; decade <= last; ++decade) {
        // By division a tick of 0.1 is 0.1, not 0.1 and a bit.
        const double unit = std::pow(10.0, std::abs(decade));
        for (const double digit : digits) {
            const double tick = decade < 0 ? digit / unit : digit * unit;
            if (tick >= scale.least && tick <= scale.most) ticks.push_back(tick);
        }
    }
    return ticks;
}

}  // namespace

value_axis make_latency_axis(double least, double most) {
    value_axis axis;
    if (most / least > far_apart) {
        const double factor = std::pow(most / least, air);
        axis.scale = {true, least / factor, most * factor};
        axis.ticks = log_ticks(axis.scale, {1.0, 2.0, 5.0});
        if (axis.ticks.size() > most_ticks) axis.ticks = log_ticks(axis.scale, {1.0});
        return axis;
    }
    double low = least < from_zero * most ? 0 : least - air * (most - least);
    low = std::max(0.0, std::min(low, (1 - least_span) * most));
    axis.scale = {false, low, most + air * (most - low)};
    const double step = round_step((axis.scale.most - low) / 6);
    for (double i = std::ceil(low / step - 1e-9); i * step <= axis.scale.most; ++i) axis.ticks.push_back(i * step);
    return axis;
}

}  // namespace sweeplab
