// What a native run says of its machine: for each kernel and thread count a rate with its unit, and how it compares with
// another machine's. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/statistics.h"
#include "engine/model/run.h"
#include "engine/native/kernel_registry.h"

namespace sweeplab::native {

struct kernel_point {
    int threads = 1;
    std::vector<double> rates;              // every repeat, a second
    value_interval rate;                    // geometric mean and t-interval
    std::optional<value_interval> speedup;  // over 1 thread; absent where that was not measured
    std::optional<double> hit_rate;         // means over the repeats
    std::optional<double> latency_mean_s;
    std::optional<double> latency_p50_s;
    std::optional<double> latency_p99_s;
};

// One kernel with one set of values.
struct kernel_series {
    std::string item;    // its name in the run: "triad", "triad 2"
    std::string kernel;  // "triad"
    json values;         // {"kernel": "triad", "elements": …}: what has to be equal for a comparison
    work_unit unit = work_unit::operations;
    std::vector<kernel_point> points;   // by threads, ascending
    std::vector<std::string> failures;  // in words, each once
    const kernel_point* at(int threads) const;
    const kernel_point* best() const;  // with the highest rate; null: none
};

struct native_report {
    run_id run;
    std::string run_name;
    std::string host_name;
    std::string host_summary;
    std::vector<kernel_series> series;  // in the plan's order
};

// Of a run loaded with its attempts. Repeats that were left out, warm-ups and kernels that did not succeed do not count.
result<native_report> make_native_report(const run_record& run);

// One kernel at one thread count beside another machine's.
struct kernel_ratio {
    std::string item;
    int threads = 1;
    std::optional<value_interval> ratio;  // this run's rate over the other's
    std::string why_not;                  // there is no ratio
};
// One entry for each point of `here`, in order.
std::vector<kernel_ratio> compare(const native_report& here, const native_report& there);

json to_json(const native_report& report);
json to_json(const std::vector<kernel_ratio>& ratios);

}  // namespace sweeplab::native
