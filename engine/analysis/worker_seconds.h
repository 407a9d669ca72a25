// Where every worker-second of a trial went: N·T = B + I + U + R + L + D + O + Z, exact to the nanosecond.
// Pure functions; any thread. Definitions: METHODS.md §1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

// All in nanoseconds of worker time.
struct worker_seconds {
    std::int64_t baseline = 0;     // B: what the succeeded items took at the baseline count
    std::int64_t inflation = 0;    // I: how much longer (or, negative, shorter) the same items took here
    std::int64_t unbaselined = 0;  // U: service of succeeded items that have no baseline
    std::int64_t retries = 0;      // R: failed attempts, back-off, and all service of items that finally failed
    std::int64_t rate_limit = 0;   // L
    std::int64_t dependency = 0;   // D
    std::int64_t overhead = 0;     // O
    std::int64_t idle = 0;         // Z; of an open loop also the time in which nothing was due
    std::int64_t total = 0;        // N·T: slots x makespan; where workers come and go the sum of their lifetimes
    int slots = 1;

    std::int64_t sum() const {
        return baseline + inflation + unbaselined + retries + rate_limit + dependency + overhead + idle;
    }
};

// Mean service of each item over the counted trials at the baseline worker count (the lowest that has
// any), rounded to whole nanoseconds; absent where no such trial succeeded with the item.
struct item_baselines {
    int workers = 1;
    std::vector<std::optional<std::int64_t>> service_ns;  // by item
    std::vector<std::optional<double>> variance;          // of one repeat's service, ns²; needs two repeats
    std::vector<int> repeats;
};
item_baselines measure_baselines(const run_record& run);

// Needs the trial's attempts and intervals. An error when the intervals do not tile slots x makespan: then
// no account is better than one that does not sum.
result<worker_seconds> account_for(const trial& measured, const item_baselines& baselines);

// e_k = C_(k-1) / C_k in the fixed order B, I, U, R, L, D, O, Z; their product is B / (N·T). A factor is absent
// where C_k is not positive.
struct loss_factors {
    std::optional<double> inflation, unbaselined, retries, rate_limit, dependency, overhead, idle;
    std::optional<double> product;
};
loss_factors factors_of(const worker_seconds& account);

// More workers than this never get an item: all items, or where items need others as many as are ever under way at once
// when each begins as soon as it can, with the baseline's times.
int usable_width(const run_record& run, const item_baselines& baselines);

// Idle time that no order of the same work at this width could avoid: N·T_lb − Σ service, where
// T_lb = max(Σ service / N, longest item, critical path). Nanoseconds; never negative.
struct idle_split {
    std::int64_t unavoidable = 0;
    std::int64_t avoidable = 0;  // N·(T − T_lb): what order, limits and overhead cost
};
idle_split split_idle(const trial& measured, const item_list& items);

}  // namespace sweeplab
