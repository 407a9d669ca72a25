// "Where did the worker-seconds go?", for each worker count of a run, and the answer in words. Pure
// functions over worker_seconds.h; any thread. METHODS.md §1.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/worker_seconds.h"

namespace sweeplab {

// The parts in the fixed order in which bars are stacked and factors multiplied.
enum class loss_part { baseline, inflation, unbaselined, retries, rate_limit, dependency, overhead, idle };
inline constexpr std::array all_loss_parts = {loss_part::baseline, loss_part::inflation,  loss_part::unbaselined,
                                              loss_part::retries,  loss_part::rate_limit, loss_part::dependency,
                                              loss_part::overhead, loss_part::idle};
std::int64_t part_of(const worker_seconds& account, loss_part part);
std::string_view key_of(loss_part part);      // "rate_limit": JSON and CSV
std::string_view name_of(loss_part part);     // "Rate limit": for a person
std::string_view meaning_of(loss_part part);  // one sentence

struct trial_account {
    trial_id trial;
    int repeat = 1;
    worker_seconds account;
};

// What is inside I, summed over items that have both values at both counts; seconds. The two sum to the
// inflation of those items exactly.
struct inflation_split {
    std::optional<double> more_tokens_s;    // Σ r_i(1)·(k_i(N) − k_i(1))
    std::optional<double> slower_tokens_s;  // Σ k_i(N)·(r_i(N) − r_i(1))
    std::optional<double> cpu_s;            // processes: more CPU time …
    std::optional<double> off_cpu_s;        // … and more waiting
    int items = 0;                          // that could be split
};

struct loss_point {
    int workers = 1;
    int usable_width = 1;                  // min(slots, items)
    std::vector<trial_account> trials;     // counted ones
    worker_seconds mean;                   // rounded mean over the trials; its parts sum to its total
    loss_factors factors;                  // of the mean
    idle_split idle;                       // mean
    std::optional<double> inflation_se_s;  // standard error of I; needs repeats at both counts
    inflation_split inside_inflation;      // mean
    bool inflation_is_noise() const;       // |I| < 1.96·SE
};

struct loss_report {
    run_id run;
    std::string host_name;
    int baseline_workers = 1;
    int items = 0;
    std::vector<loss_point> points;          // by workers, ascending
    std::vector<std::string> not_accounted;  // trials that could not be accounted for, and why
    bool empty() const { return points.empty(); }
};

// Needs attempts and intervals.
loss_report make_loss_report(const run_record& run);
std::string describe_losses(const loss_report& report);

}  // namespace sweeplab
