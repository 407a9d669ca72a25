// What the sequential trials of a saved run say about its items: how long each takes alone, what is spent beside
// them, and how much they vary. The ground that a prediction stands on. Pure; any thread. METHODS.md §3.
#pragma once

#include <string>
#include <vector>

#include "engine/model/run.h"
#include "engine/prediction/replay.h"

namespace sweeplab {

inline constexpr int least_items = 5;  // fewer say too little about what other orders and widths would give

struct sequential_basis {
    std::vector<replay_item> items;  // service: mean over the trials below
    std::int64_t overhead_ns = 0;    // of the worker for one item
    limits_spec limits;              // the plan's
    item_order carried_out = item_order::fifo;
    std::vector<const trial*> trials;  // counted, at 1 worker, without waits for a limit and failed attempts; in the run
    double time_s = 0;                 // geometric mean of their makespans
    // (service − mean) / mean of every item in every trial, widened to the spread of a single repeat. Empty with
    // one trial.
    std::vector<double> residuals;
};

// Why there is none, in words, where the run says too little. Asking of its very items needs fewer than predicting.
tl::expected<sequential_basis, std::string> read_sequential_basis(const run_record& run, int least = least_items);

// The counted trials at this worker count in which no attempt failed.
std::vector<const trial*> clean_trials(const run_record& run, int workers);
// Nanoseconds that its workers waited for a limit or to try again.
std::int64_t waits_of(const trial& measured);
// Mean service of each item over these trials; 0 for an item without any.
std::vector<double> mean_services_ns(const std::vector<const trial*>& trials, std::size_t items);
double geometric_mean_s(const std::vector<const trial*>& trials);

}  // namespace sweeplab
