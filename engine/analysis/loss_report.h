// "Where did the worker-seconds go?", for each worker count of a run, and the answer in words. Pure
// functions over worker_seconds.h; any thread. METHODS.md §1.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/blame.h"
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
    int workers = 1;
    int repeat = 1;
    bool warm_up = false;
    trial_state state = trial_state::complete;
    bool counted = true;  // else cut, failed, warm-up, or with failed items: accounted for, never averaged
    worker_seconds account;
};

// What is inside I, in seconds: sums over the items that have the values at both counts. With k tokens after a
// first token at f and d seconds a token from there on: Σ (s − b) = Σ d(1)·(k(N) − k(1)) + Σ (f(N) − f(1))
// + Σ k(N)·(d(N) − d(1)). Answers that were not streamed have no f: it counts as 0. For processes the inflation is
// more CPU time and more time off the CPU. Each group sums to the inflation of its items.
struct inflation_split {
    std::optional<double> more_tokens_s;
    std::optional<double> slower_first_token_s;  // absent unless every split item was streamed
    std::optional<double> slower_tokens_s;
    std::optional<double> cpu_s;
    std::optional<double> off_cpu_s;
    int items = 0;  // that could be split
};

struct loss_point {
    int workers = 1;
    int usable_width = 1;                     // min(slots, items, as many as dependencies ever let run at once)
    std::vector<trial_account> trials;        // counted ones
    worker_seconds mean;                      // of the trials, in whole ns; its parts sum to its total
    worker_seconds extra;                     // mean minus that at the baseline count: the extra worker-seconds
    loss_factors factors;                     // of the mean
    std::optional<double> usable_efficiency;  // B / (usable width · T)
    idle_split idle;                          // mean
    dependency_blame blame;                   // mean of the trials; sums to D within a nanosecond an item
    std::optional<double> inflation_se_s;     // standard error of I; needs repeats at both counts
    inflation_split inside_inflation;         // mean
    bool inflation_is_noise() const;          // |I| < 1.96·SE
};

struct loss_report {
    run_id run;
    std::string run_name;
    std::string host_name;
    int baseline_workers = 1;
    int items = 0;
    std::vector<std::string> item_names;      // where dependencies were waited for
    std::vector<loss_point> points;           // by workers, ascending
    std::vector<trial_account> not_averaged;  // in the order carried out
    std::vector<std::string> not_accounted;   // trials that could not be accounted for, and why
    std::string not_applicable;               // why nothing is to be accounted for; else empty
    bool empty() const { return points.empty(); }
};

// Needs attempts and intervals.
loss_report make_loss_report(const run_record& run);
std::string describe_losses(const loss_report& report);

}  // namespace sweeplab
