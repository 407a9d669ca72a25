#include "engine/laws/law_intervals.h"

#include <algorithm>
#include <cmath>

#include "engine/foundation/random.h"

namespace sweeplab {
namespace {

constexpr int least_dof = 2;
constexpr int least_draws = 100;
constexpr double outside = (1 - interval_confidence) / 2;  // on each side
constexpr double normal_quantile = 1.959963984540054;      // what Student's t is with every degree of freedom

// Takes the two quantiles of the draws, between the nearest ones.
void read_interval(std::vector<double>& draws, value_interval& into) {
    std::sort(draws.begin(), draws.end());
    const auto quantile = [&](double share) {
        const double place = share * static_cast<double>(draws.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const auto above = std::min(below + 1, draws.size() - 1);
        return draws[below] + (place - static_cast<double>(below)) * (draws[above] - draws[below]);
    };
    into.lo = quantile(outside);
    into.hi = quantile(1 - outside);
}

double ln_work_at(const law_shape& shape, double n) { return shape.ln_time(n) + std::log(n); }

// What each repeat misses the fit by, scaled to the spread that its degrees of freedom stand for.
std::vector<double> scaled_residuals(const law_points& measured, const law_shape& shape, int dof) {
    const double count = static_cast<double>(measured.ln_works.size());
    const double scale = std::sqrt(count / dof) * t_quantile(dof) / normal_quantile;
    std::vector<double> residuals;
    residuals.reserve(measured.ln_works.size());
    std::size_t next = 0;
    for (const auto& point : measured.points) {
        const double expected = ln_work_at(shape, point.n);
        for (int i = 0; i < static_cast<int>(point.weight); ++i)
            residuals.push_back((measured.ln_works[next++] - expected) * scale);
    }
    return residuals;
}

void bootstrap(const law_points& measured, const held_values& held, const law_solution& fit, int dof,
               const law_options& options, law_intervals& intervals) {
    if (options.draws < least_draws) return;
    const auto residuals = scaled_residuals(measured, fit.at, dof);
    random_source random(options.seed);
    auto drawn = measured.points;
    std::vector<double> levels, sigmas, kappas;
    for (int draw = 0; draw < options.draws; ++draw) {
        for (std::size_t i = 0; i < drawn.size(); ++i) {
            double sum = 0;
            for (int k = 0; k < static_cast<int>(drawn[i].weight); ++k) sum += residuals[random.below(residuals.size())];
            drawn[i].ln_work = ln_work_at(fit.at, drawn[i].n) + sum / drawn[i].weight;
        }
        const auto solution = solve_law_from(drawn, held, fit.at);
        if (!solution.settled) continue;
        levels.push_back(solution.at.level);
        sigmas.push_back(solution.at.sigma);
        kappas.push_back(solution.at.kappa);
    }
    // Draws without an answer are not left out quietly: too many of them, and there is no interval.
    if (static_cast<double>(levels.size()) < 0.95 * options.draws) return;
    read_interval(levels, intervals.level);
    read_interval(sigmas, intervals.sigma);
    read_interval(kappas, intervals.kappa);
    intervals.method = interval_method::bootstrap;
}

// Where the profile of one parameter passes the threshold, between a value within it and one beyond.
template <class Rss>
double crossing_between(const Rss& rss_at, double inside, double beyond, double threshold) {
    for (int halved = 0; halved < 60; ++halved) {
        const double middle = inside + (beyond - inside) / 2;
        (rss_at(middle) <= threshold ? inside : beyond) = middle;
    }
    return inside;
}

// The same from `from` on, in steps that double; nothing when the profile never passes it.
template <class Rss>
std::optional<double> crossing(const Rss& rss_at, double from, double step, double threshold) {
    for (int doubled = 0; doubled < 60; ++doubled, step *= 2)
        if (rss_at(from + step) > threshold) return crossing_between(rss_at, from, from + step, threshold);
    return std::nullopt;
}

void profile(const law_points& measured, const held_values& held, const law_solution& fit, int dof,
             law_intervals& intervals) {
    const double variance = (fit.rss + measured.within) / dof;
    const double quantile = t_quantile(dof);
    const double threshold = fit.rss + variance * quantile * quantile;
    const auto read = [&](std::optional<double> held_values::*parameter, value_interval& into, bool from_0) {
        if (held.*parameter) return;
        const auto rss_at = [&](double value) {
            auto fixed = held;
            fixed.*parameter = value;
            return solve_law_from(measured.points, fixed, fit.at).rss;
        };
        const double step = 1e-6;
        into.hi = crossing(rss_at, into.value, step, threshold);
        if (!from_0) into.lo = crossing(rss_at, into.value, -step, threshold);
        else if (into.value <= 0 || rss_at(0) <= threshold) into.lo = 0;
        else into.lo = crossing_between(rss_at, into.value, 0.0, threshold);
        if (!into.lo || !into.hi) into.lo = into.hi = std::nullopt;
    };
    read(&held_values::level, intervals.level, false);
    read(&held_values::sigma, intervals.sigma, true);
    read(&held_values::kappa, intervals.kappa, true);
    intervals.method = interval_method::profile;
}

}  // namespace

law_intervals intervals_of(const law_points& measured, const held_values& held, const law_solution& fit, int parameters,
                           const law_options& options) {
    law_intervals intervals;
    intervals.level.value = fit.at.level;
    intervals.sigma.value = fit.at.sigma;
    intervals.kappa.value = fit.at.kappa;
    const int dof = static_cast<int>(measured.ln_works.size()) - parameters;
    if (dof < least_dof) return intervals;
    const bool at_0 = (!held.sigma && fit.at.sigma <= 0) || (!held.kappa && fit.at.kappa <= 0);
    if (at_0) profile(measured, held, fit, dof, intervals);
    else bootstrap(measured, held, fit, dof, options, intervals);
    return intervals;
}

}  // namespace sweeplab
