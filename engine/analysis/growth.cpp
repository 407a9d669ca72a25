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
constexpr double fewest_independent = 20;  // below it the line's own interval promises too much of a walk
constexpr double blocks_in_all = 12;
constexpr std::size_t fewest_in_a_block = 3;

struct block_step {
    double hours = 0;
    double growth = 0;
};

// From the mean of each block to that of the next.
void add_steps(const gauge_part& part, std::size_t blocks, std::vector<block_step>& steps) {
    std::optional<centre> before;
    for (std::size_t i = 0; i < blocks; ++i) {
        const auto from = static_cast<std::ptrdiff_t>(part.size() * i / blocks);
        const auto to = static_cast<std::ptrdiff_t>(part.size() * (i + 1) / blocks);
        const auto mean = centre_of({part.begin() + from, part.begin() + to});
        if (before && mean.at_h > before->at_h) steps.push_back({mean.at_h - before->at_h, mean.value - before->value});
        before = mean;
    }
}

// The drift of a walk; nothing changes when there are too few steps, or enough independent samples.
void take_as_walk(const std::vector<gauge_part>& parts, double samples, growth_estimate& growth, double enough) {
    if (growth.independent >= std::min(enough, samples)) return;
    std::vector<block_step> steps;
    for (const auto& part : parts) {
        const auto share = std::lround(blocks_in_all * static_cast<double>(part.size()) / samples);
        const auto blocks = std::min(static_cast<std::size_t>(std::max(1L, share)), part.size() / fewest_in_a_block);
        add_steps(part, blocks, steps);
    }
    const auto count = static_cast<double>(steps.size());
    if (count - 1 < fewest_degrees_of_freedom) return;
    double hours = 0, grown = 0, spread = 0;
    for (const auto& step : steps) {
        hours += step.hours;
        grown += step.growth;
    }
    growth.per_hour = grown / hours;
    for (const auto& step : steps) {
        const double off = step.growth - growth.per_hour * step.hours;
        spread += off * off / step.hours;
    }
    const double half_width = t_quantile(count - 1) * std::sqrt(spread / (count - 1) / hours);
    growth.lo = growth.per_hour - half_width;
    growth.hi = growth.per_hour + half_width;
    growth.independent = count;
    growth.walk = true;
}

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
    take_as_walk(parts, samples, growth, fewest_independent);
    if (!growth.walk && dof >= fewest_degrees_of_freedom) {
        const double half_width = t_quantile(dof) * std::sqrt(squares / dof / xx);
        growth.lo = growth.per_hour - half_width;
        growth.hi = growth.per_hour + half_width;
    }
    if (!growth.lo || span_h <= 0) return growth;
    *growth.lo -= resolution / span_h;
    *growth.hi += resolution / span_h;
    return growth;
}

}  // namespace sweeplab
