// Two runs, or two machines, beside each other: at every worker count that both have the ratio of their times with its
// interval and a verdict, and one for all of them. Pure functions; any thread. METHODS.md §4.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/statistics.h"
#include "engine/comparison/differences.h"
#include "engine/comparison/paired_items.h"
#include "engine/model/run.h"

namespace sweeplab {

inline constexpr double default_threshold = 0.03;

// What holds of A beside B. Differences below the threshold are none that matters: "no difference" needs the whole interval
// within 1 / (1 + threshold) … 1 + threshold, faster and slower need the whole interval on one side of 1.
enum class verdict { faster, slower, no_difference, undecided };
std::string_view key_of(verdict value);                        // "no_difference": JSON
std::string in_words(verdict value, double threshold);         // "no difference larger than 3 %"
verdict judge(const value_interval& ratio, double threshold);  // undecided without an interval

struct compare_options {
    double threshold = default_threshold;  // 0.03: 3 %
    bool anyway = false;                   // compare times of unlike work, saying so first
};

struct compared_point {
    int workers = 1;
    std::vector<double> a_s;  // every repeat that counts, in the order carried out
    std::vector<double> b_s;
    value_interval a_time_s;  // geometric means
    value_interval b_time_s;
    value_interval ratio;  // A over B: above 1 A takes longer
    verdict decided = verdict::undecided;
};

struct run_comparison {
    std::string a_name;  // hosts where these tell the two apart, else runs
    std::string b_name;
    bool comparable = false;
    std::string why_not;        // in words, when it is not; there are then no points
    bool planned_time = false;  // the reason is that a run's time is its plan's: a soak, a load in phases
    run_differences differences;
    double threshold = default_threshold;
    std::vector<compared_point> points;     // by workers
    std::optional<value_interval> overall;  // mean of the log ratios over the common worker counts
    verdict overall_verdict = verdict::undecided;
    int dof = 0;                    // of the pooled variance, over every worker count of both
    bool variances_differ = false;  // clearly: each group then stands on its own variance
    std::vector<int> only_a;        // worker counts that the other does not have
    std::vector<int> only_b;
    std::vector<paired_items> paired;   // further information, where there are spans
    std::vector<std::string> warnings;  // unlike work, simulated against real, failed trials, one repeat, conditions
    std::string headline;
    std::string detail;
};

// Pairs items when both are loaded with their attempts.
run_comparison compare_runs(const run_record& a, const run_record& b, const compare_options& options = {});

// {a, b, comparable, why_not, differs[], threshold, points[]{workers, ratio, lo, hi, verdict, a_s, b_s, …},
//  overall{ratio, lo, hi, verdict}, paired[], warnings[], finding}
json to_json(const run_comparison& value);

}  // namespace sweeplab
