// The statistics behind curves and comparisons: everything on ln T, so that a ratio's interval is one of
// differences and a repeat twice as slow weighs as much as one twice as fast. Pure; any thread.
// METHODS.md §4; Kalibera and Jones 2013.
#pragma once

#include <optional>
#include <vector>

namespace sweeplab {

inline constexpr double interval_confidence = 0.95;

struct value_interval {
    double value = 0;
    std::optional<double> lo;  // 95 %; absent with one repeat
    std::optional<double> hi;
};

// The repeats at one worker count, as the logarithms of their seconds.
struct log_group {
    int count = 0;
    double mean = 0;
    double variance = 0;  // of one repeat, with count - 1 degrees of freedom; 0 for one repeat
    int dof() const { return count > 0 ? count - 1 : 0; }
};

// Every time must be more than 0.
log_group make_log_group(const std::vector<double>& times);

// What is known of the repeat-to-repeat spread over all groups of a comparison.
struct log_spread {
    double pooled_variance = 0;
    int dof = 0;                    // 0: no group has two repeats
    bool variances_differ = false;  // clearly: each group then stands on its own variance
};

// Pools the variances; they differ clearly when Bartlett's test (1937) says so at 1 %. Groups without any
// spread (equal or rounded times) are pooled, but not tested: their variance is a rounding, not a finding.
log_spread pool(const std::vector<log_group>& groups);

// Geometric mean with its t-interval; no interval with one repeat.
value_interval geometric_mean(const log_group& group, const log_spread& spread);

// Ratio of the geometric means of `above` and `below` with its t-interval (Welch 1947 when the variances
// differ); no interval when either has one repeat.
value_interval ratio_of_means(const log_group& above, const log_group& below, const log_spread& spread);

// Two-sided quantile of Student's t: 2.776 for 4 degrees of freedom and 95 %.
double t_quantile(double dof, double confidence = interval_confidence);

}  // namespace sweeplab
