#include "engine/analysis/statistics.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "engine/analysis/mean_ratio.h"

namespace sweeplab {
namespace {

constexpr double clearly = 0.01;

// Bartlett's statistic over the groups that have a spread; compared with the upper tail of chi-squared.
bool differ_clearly(const std::vector<log_group>& groups) {
    double dof = 0, weighted = 0, logs = 0, inverse_dofs = 0;
    int tested = 0;
    for (const auto& group : groups) {
        if (group.dof() < 1 || group.variance <= 0) continue;
        const double own_dof = group.dof();
        dof += own_dof;
        weighted += own_dof * group.variance;
        logs += own_dof * std::log(group.variance);
        inverse_dofs += 1 / own_dof;
        ++tested;
    }
    if (tested < 2) return false;
    const double correction = 1 + (inverse_dofs - 1 / dof) / (3.0 * (tested - 1));
    const double statistic = (dof * std::log(weighted / dof) - logs) / correction;
    const boost::math::chi_squared distribution(tested - 1);
    return statistic > boost::math::quantile(boost::math::complement(distribution, clearly));
}

// Variance of one repeat of this group, and how well it is known.
struct known_variance {
    double variance;
    double dof;
};

known_variance variance_for(const log_group& group, const log_spread& spread) {
    if (spread.variances_differ && group.variance > 0) return {group.variance, static_cast<double>(group.dof())};
    return {spread.pooled_variance, static_cast<double>(spread.dof)};
}

value_interval around(double log_value, double standard_error, double dof) {
    const double half = t_quantile(dof) * standard_error;
    return {std::exp(log_value), std::exp(log_value - half), std::exp(log_value + half)};
}

}  // namespace

log_group make_log_group(const std::vector<double>& times) {
    log_group group;
    group.count = static_cast<int>(times.size());
    if (times.empty()) return group;
    for (const double time : times) group.mean += std::log(time);
    group.mean /= group.count;
    double squares = 0;
    for (const double time : times) squares += (std::log(time) - group.mean) * (std::log(time) - group.mean);
    if (group.count > 1) group.variance = squares / group.dof();
    return group;
}

log_spread pool(const std::vector<log_group>& groups) {
    log_spread spread;
    double squares = 0;
    for (const auto& group : groups) {
        spread.dof += group.dof();
        squares += group.dof() * group.variance;
    }
    if (spread.dof > 0) spread.pooled_variance = squares / spread.dof;
    spread.variances_differ = differ_clearly(groups);
    return spread;
}

value_interval geometric_mean(const log_group& group, const log_spread& spread) {
    if (group.count < 2) return {std::exp(group.mean), std::nullopt, std::nullopt};
    const auto known = variance_for(group, spread);
    return around(group.mean, std::sqrt(known.variance / group.count), known.dof);
}

value_interval ratio_of_means(const log_group& above, const log_group& below, const log_spread& spread) {
    const double difference = above.mean - below.mean;
    if (above.count < 2 || below.count < 2) return {std::exp(difference), std::nullopt, std::nullopt};
    if (!spread.variances_differ) {
        const double error = std::sqrt(spread.pooled_variance * (1.0 / above.count + 1.0 / below.count));
        return around(difference, error, spread.dof);
    }
    const auto a = variance_for(above, spread);
    const auto b = variance_for(below, spread);
    const double from_a = a.variance / above.count;
    const double from_b = b.variance / below.count;
    const double sum = from_a + from_b;
    // Satterthwaite's degrees of freedom (1946).
    const double dof = sum > 0 ? sum * sum / (from_a * from_a / a.dof + from_b * from_b / b.dof) : a.dof + b.dof;
    return around(difference, std::sqrt(sum), dof);
}

value_interval mean_of_ratios(const std::vector<log_pair>& pairs, const log_spread& spread) {
    const auto count = static_cast<double>(pairs.size());
    double sum = 0;
    for (const auto& pair : pairs) sum += pair.above.mean - pair.below.mean;
    const bool all_repeated = std::all_of(pairs.begin(), pairs.end(),
                                          [](const auto& pair) { return pair.above.count > 1 && pair.below.count > 1; });
    if (!all_repeated) return {std::exp(sum / count), std::nullopt, std::nullopt};
    double variance = 0, squares_over_dof = 0, dofs = 0;
    for (const auto& pair : pairs)
        for (const auto* group : {&pair.above, &pair.below}) {
            const auto known = variance_for(*group, spread);
            const double share = known.variance / group->count;
            variance += share;
            squares_over_dof += share * share / known.dof;
            dofs += known.dof;
        }
    // Satterthwaite's degrees of freedom (1946); with one pooled variance they are its own.
    double dof = spread.dof;
    if (spread.variances_differ) dof = variance > 0 ? variance * variance / squares_over_dof : dofs;
    return around(sum / count, std::sqrt(variance) / count, dof);
}

double t_quantile(double dof, double confidence) {
    return boost::math::quantile(boost::math::students_t(dof), 0.5 + confidence / 2);
}

}  // namespace sweeplab
