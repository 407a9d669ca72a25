// The universal scalability law and Amdahl's, fitted to measured times, with every reason not to believe them.
// An illustration beside a curve, never the source of a recommendation. Pure; any thread. METHODS.md §2;
// Gunther 2007.
//
//   T(N) = T1·[1 + σ(N − 1) + κN(N − 1)] / N; κ = 0 is Amdahl's
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/loss_report.h"
#include "engine/analysis/scaling.h"

namespace sweeplab {

inline constexpr int usl_needs_counts = 5;     // different effective worker counts: its 3 parameters and 2 more
inline constexpr int amdahl_needs_counts = 4;  // its 2 parameters and 2 more
inline constexpr double most_bound_share = 0.2;
inline constexpr double most_left_out_error = 0.1;
inline constexpr double most_residual_pattern = 2;  // times the spread of the repeats
inline constexpr double most_extrapolation = 2;     // times the largest effective worker count

// One repeat. The shares of N·T, 0 to 1, are those of its worker count; absent where nobody knows.
struct law_observation {
    int workers = 1;
    double time_s = 0;
    std::optional<double> rate_limit_share;
    std::optional<double> tail_share;
};

struct law_input {
    std::vector<law_observation> observations;
    std::optional<int> usable_workers;  // more than these get no item: they are counted as this many
    int failed_trials = 0;
    bool mixed_items = false;  // not every worker count did the same items
};

// The counted repeats of a curve; with the shares of its losses where a report is given.
law_input law_input_from(const scaling_curve& curve, const loss_report* losses = nullptr);

struct law_options {
    int draws = 1000;  // of the bootstrap
    std::uint64_t seed = 1;
};

enum class interval_method {
    none,       // fewer than 2 residual degrees of freedom
    bootstrap,  // of residuals of ln T, widened as Student's t is for few degrees of freedom
    profile     // of the likelihood, since a parameter sits at 0
};

// The parameters are there whenever they can be computed; whether they mean anything is said by `refused`.
struct law_fit {
    std::optional<value_interval> baseline_s;  // T at the lowest worker count
    std::optional<value_interval> sigma;       // relative to the lowest worker count
    std::optional<value_interval> kappa;       // absent for Amdahl's law
    std::optional<double> peak_workers;        // N* = √((1 − σ)/κ), only within what was measured
    std::optional<std::string> refused;        // the reasons, in words; absent: the law may be shown
    interval_method intervals = interval_method::none;
    std::optional<double> leave_one_out;     // root mean square share by which a left-out worker count is missed
    std::optional<int> worst_left_out;       // the worker count that is missed most
    std::optional<double> residual_pattern;  // root mean square of the worker counts' mean residuals of ln T
    std::optional<double> residual_sd;       // of ln T
    int baseline_workers = 1;                // N0: 1, or the lowest worker count that was measured
    int most_workers = 1;                    // the largest effective worker count
    std::optional<int> usable_workers;

    // T1: the baseline's time where that is 1 worker; it is never extrapolated to.
    std::optional<value_interval> t1_s() const;
    // Seconds at this worker count; nothing below what was measured, and beyond twice what was.
    std::optional<double> predicted(double workers) const;
};

struct law_fits {
    enum class law { none, usl, amdahl };
    law_fit usl;
    law_fit amdahl;
    law reported = law::none;         // Amdahl's when κ's interval includes 0
    std::optional<double> repeat_sd;  // of ln T at the same effective worker count
    std::vector<std::string> notes;   // what the figures refer to, in sentences
};

law_fits fit_laws(const law_input& input, const law_options& options = {});

}  // namespace sweeplab
