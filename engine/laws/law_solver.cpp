#include "engine/laws/law_solver.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sweeplab {
namespace {

constexpr double most = 1e9;  // of σ and κ: points without a best answer would else send them to infinity
constexpr int most_steps = 200;
constexpr double most_damping = 1e16;
constexpr double step_that_counts = 1e-10;
constexpr double rounding = 1e-12;  // of a sum of squares: a step that changes no more is taken for its direction

using two = std::array<double, 2>;  // for σ and for κ

two slopes_at(double n) { return {n - 1, n * (n - 1)}; }

double growth(double n, double sigma, double kappa) { return (n - 1) * (sigma + kappa * n); }

// The level that fits best, or the held one.
double level_for(const std::vector<ln_point>& points, const held_values& held, double sigma, double kappa) {
    if (held.level) return *held.level;
    double sum = 0, weights = 0;
    for (const auto& point : points) {
        sum += point.weight * (point.ln_work - std::log1p(growth(point.n, sigma, kappa)));
        weights += point.weight;
    }
    return sum / weights;
}

double rss_of(const std::vector<ln_point>& points, const law_shape& shape) {
    double rss = 0;
    for (const auto& point : points) {
        const double residual = point.ln_work - shape.level - std::log1p(growth(point.n, shape.sigma, shape.kappa));
        rss += point.weight * residual * residual;
    }
    return rss;
}

law_solution with_best_level(const std::vector<ln_point>& points, const held_values& held, double sigma, double kappa) {
    law_solution solution;
    solution.at = {level_for(points, held, sigma, kappa), sigma, kappa};
    solution.rss = rss_of(points, solution.at);
    return solution;
}

// Gauss and Newton's equations in σ and κ; with the level eliminated when it is free.
struct normal_equations {
    two towards{};  // where the sum of squares falls
    double ss = 0, sk = 0, kk = 0;
};

normal_equations equations_at(const std::vector<ln_point>& points, bool level_is_free, const law_shape& shape) {
    two mean_slope{};
    double weights = 0;
    const auto slope_of = [&](const ln_point& point) {
        auto slope = slopes_at(point.n);
        const double size = 1 + growth(point.n, shape.sigma, shape.kappa);
        for (auto& part : slope) part /= size;
        return slope;
    };
    if (level_is_free) {
        for (const auto& point : points) {
            const auto slope = slope_of(point);
            for (std::size_t i = 0; i < 2; ++i) mean_slope[i] += point.weight * slope[i];
            weights += point.weight;
        }
        for (auto& part : mean_slope) part /= weights;
    }
    normal_equations sums;
    for (const auto& point : points) {
        auto slope = slope_of(point);
        for (std::size_t i = 0; i < 2; ++i) slope[i] -= mean_slope[i];
        const double residual = point.ln_work - shape.level - std::log1p(growth(point.n, shape.sigma, shape.kappa));
        for (std::size_t i = 0; i < 2; ++i) sums.towards[i] += point.weight * slope[i] * residual;
        sums.ss += point.weight * slope[0] * slope[0];
        sums.sk += point.weight * slope[0] * slope[1];
        sums.kk += point.weight * slope[1] * slope[1];
    }
    return sums;
}

// A damped step of the parameters that may move; nothing where rounding leaves no direction.
std::optional<two> step_for(const normal_equations& sums, bool sigma_moves, bool kappa_moves, double damping) {
    const double ss = sums.ss * (1 + damping);
    const double kk = sums.kk * (1 + damping);
    if (sigma_moves && kappa_moves) {
        const double determinant = ss * kk - sums.sk * sums.sk;
        if (!(determinant > 0)) return std::nullopt;
        return two{(kk * sums.towards[0] - sums.sk * sums.towards[1]) / determinant,
                   (ss * sums.towards[1] - sums.sk * sums.towards[0]) / determinant};
    }
    return two{sigma_moves && ss > 0 ? sums.towards[0] / ss : 0, kappa_moves && kk > 0 ? sums.towards[1] / kk : 0};
}

bool may_move(const std::optional<double>& held, double value, double towards) {
    return !held && (value > 0 || towards > 0) && (value < most || towards < 0);
}

bool is_small(double change, double value) { return std::abs(change) <= step_that_counts * (std::abs(value) + 1e-6); }

}  // namespace

double law_shape::ln_time(double n) const { return level + std::log1p(growth(n, sigma, kappa)) - std::log(n); }

law_solution solve_law_from(const std::vector<ln_point>& points, const held_values& held, const law_shape& start) {
    auto best = with_best_level(points, held, held.sigma.value_or(start.sigma), held.kappa.value_or(start.kappa));
    double damping = 1e-4;
    for (int step = 0; step < most_steps; ++step) {
        const auto sums = equations_at(points, !held.level, best.at);
        const bool sigma_moves = may_move(held.sigma, best.at.sigma, sums.towards[0]);
        const bool kappa_moves = may_move(held.kappa, best.at.kappa, sums.towards[1]);
        bool moved = false;
        while (!moved && damping <= most_damping) {
            const auto change = step_for(sums, sigma_moves, kappa_moves, damping);
            if (!change) {
                damping *= 10;
                continue;
            }
            const double sigma = std::clamp(best.at.sigma + (*change)[0], 0.0, most);
            const double kappa = std::clamp(best.at.kappa + (*change)[1], 0.0, most);
            if (is_small(sigma - best.at.sigma, sigma) && is_small(kappa - best.at.kappa, kappa)) {
                best.settled = true;
                return best;
            }
            const auto next = with_best_level(points, held, held.sigma.value_or(sigma), held.kappa.value_or(kappa));
            moved = next.rss <= best.rss * (1 + rounding);
            if (moved) best = next;
            damping = moved ? std::max(damping / 10, 1e-12) : damping * 10;
        }
        if (!moved) {
            best.settled = true;  // no step in any length improves it: the arithmetic's own limit
            return best;
        }
    }
    return best;
}

law_solution solve_law(const std::vector<ln_point>& points, const held_values& held) {
    std::optional<law_solution> best;
    const auto consider = [&](const held_values& values, const law_shape& start, double allowance) {
        const auto next = solve_law_from(points, values, start);
        if (!best || next.rss <= best->rss + allowance) best = next;
    };
    for (const double sigma : {0.05, 0.0, 0.5, 5.0})
        for (const double kappa : {1e-3, 0.0, 0.1}) consider(held, {0, sigma, kappa}, 0);
    double weights = 0;
    for (const auto& point : points) weights += point.weight;
    const auto as_good = [&] { return 1e-10 * best->rss + 1e-24 * weights; };
    if (!held.kappa) consider({held.level, held.sigma, 0.0}, best->at, as_good());
    if (!held.sigma) consider({held.level, 0.0, best->at.kappa == 0 ? std::optional(0.0) : held.kappa}, best->at, as_good());
    return *best;
}

}  // namespace sweeplab
