#include "engine/analysis/growth.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/statistics.h"

namespace sweeplab {
namespace {

struct centre {
    double at_h = 0;
    double value = 0;
};

centre centre_of(const gauge_part& part) {
    centre mean;
    for (const auto& one : part) {
        mean.at_h += one.at_h;
        mean.value += one.value;
    }
    return {mean.at_h / static_cast<double>(part.size()), mean.value / static_cast<double>(part.size())};
}

constexpr double fewest_degrees_of_freedom = 2;

}  // namespace

std::optional<growth_estimate> estimate_growth(const std::vector<gauge_part>& parts, double resolution) {
    double xx = 0, xy = 0, yy = 0, span_h = 0, samples = 0, levels = 0;
    for (const auto& part : parts) {
        if (part.size() < 2) continue;
        const auto mean = centre_of(part);
        for (const auto& one : part) {
            xx += (one.at_h - mean.at_h) * (one.at_h - mean.at_h);
            xy += (one.at_h - mean.at_h) * (one.value - mean.value);
            yy += one.value * one.value;
        }
        span_h += part.back().at_h - part.front().at_h;
        samples += static_cast<double>(part.size());
        ++levels;
    }
    if (xx <= 0) return std::nullopt;
    growth_estimate growth;
    growth.per_hour = xy / xx;
    growth.span_h = span_h;

    double squares = 0, products = 0;
    for (const auto& part : parts) {
        if (part.size() < 2) continue;
        const auto mean = centre_of(part);
        double before = 0;
        for (std::size_t i = 0; i < part.size(); ++i) {
            const double residual = part[i].value - mean.value - growth.per_hour * (part[i].at_h - mean.at_h);
            squares += residual * residual;
            if (i > 0) products += residual * before;
            before = residual;
        }
    }
    // Rounding leaves something of a straight line, too.
    const double shared = squares > 1e-20 * yy ? std::clamp(products / squares, 0.0, 1.0) : 0;
    growth.independent = samples * (1 - shared) / (1 + shared);
    const double dof = growth.independent - levels - 1;
    if (dof < fewest_degrees_of_freedom) return growth;
    const double half_width = t_quantile(dof) * std::sqrt(squares / dof / xx) + (span_h > 0 ? resolution / span_h : 0);
    growth.lo = growth.per_hour - half_width;
    growth.hi = growth.per_hour + half_width;
    return growth;
}

}  // namespace sweeplab
