// From a run's trials to points that can be drawn: mean time with its interval, speedup, efficiency,
// throughput, tokens/s and cost for each worker count. Pure functions; any thread. METHODS.md §1, §4.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/statistics.h"
#include "engine/model/run.h"

namespace sweeplab {

inline constexpr int scaling_definition = 1;  // definition id of these metrics; changes when their meaning does

struct scaling_point {
    int workers = 1;
    std::vector<double> times_s;            // every counted repeat, in the order carried out
    value_interval time_s;                  // geometric mean and t-interval on ln T, variance pooled over the counts
    std::optional<value_interval> speedup;  // mean time at the baseline over mean time here
    std::optional<double> efficiency;       // speedup / (workers / baseline workers)
    std::optional<double> items_per_s;
    std::optional<double> tokens_per_s;  // output tokens over makespan
    std::optional<double> cost;          // of one trial
    std::optional<double> cost_per_job;
    std::optional<double> cost_per_result;  // of those that the jobs gave; absent when there was none
    std::optional<double> result_count;     // mean
    int jobs = 0;                           // of one trial
    int trials_not_counted = 0;             // failed, cancelled, interrupted, or with failed items
    std::string why_not_counted;            // in words, when there are any
    std::vector<std::string> doubts;        // checks of the measurement by itself that failed; the point is drawn grey
    std::vector<double> outliers_s;         // repeats far from the others; they count
    std::vector<double> excluded_s;         // repeats that a person took out; they do not count
};

struct scaling_curve {
    run_id run;
    std::string run_name;
    std::string host_name;
    std::string host_summary;
    std::string workload;
    bool simulated = false;
    std::string currency = "USD";
    bool open_loop = false;  // its time is the plan's, whatever the workers: there are no points
    bool soak = false;       // the same
    int items = 0;
    std::optional<int> usable_workers;        // more than these get no item; absent when workers are no slots of ours
    int baseline_workers = 1;                 // N0: 1, or the lowest count that was measured
    std::vector<scaling_point> points;        // by workers, ascending; only those with a counted trial
    std::vector<scaling_point> empty_points;  // worker counts without a counted trial, with the reason
    std::optional<double> pooled_sd_ln;       // repeat-to-repeat standard deviation of ln T
    int pooled_dof = 0;
    std::string repeat_rule;                      // of adaptive repeats, in words; else empty
    bool variances_differ = false;                // clearly: every interval then stands on its own count's variance
    std::vector<std::string> condition_warnings;  // what the machine's conditions mean for the times, with advice
};

scaling_curve make_scaling_curve(const run_record& run);

// Do all worker counts give the same results? Compared item by item (digest, else count).
struct result_agreement {
    enum class verdict { agree, differ, unknown };
    verdict state = verdict::unknown;
    std::string text;  // "Results differ: 3 of 12 items give another answer at 8 workers than at 1."
};
result_agreement check_results_agree(const run_record& run);

// The finding in words that stands over a chart: "4 workers: 2.9× at 73 %; beyond 12 no worker gets an item".
struct finding {
    std::string headline;
    std::string detail;                 // what the points are: repeats, interval, what is not counted
    std::vector<std::string> warnings;  // said first: results differ, failed trials, conditions, simulated
};
finding describe_scaling(const scaling_curve& curve, const result_agreement& agreement);
finding describe_scaling(const std::vector<scaling_curve>& curves);  // several machines or runs side by side

}  // namespace sweeplab
