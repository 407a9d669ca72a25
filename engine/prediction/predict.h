// The whole curve from one sequential run, or from items with known durations, by replay through the dispatcher
// of real trials. Pure; any thread. METHODS.md §3.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/prediction/inflation_fit.h"
#include "engine/prediction/items_csv.h"
#include "engine/prediction/prediction.h"
#include "engine/prediction/replay_interval.h"

namespace sweeplab {

struct prediction_request {
    std::vector<int> workers;
    item_order order = item_order::fifo;
    std::optional<int> middle;  // the worker count whose trials show how much items slow each other down
    unix_ms made_at = 0;
    std::optional<inflation_fit> fit;            // of the middle count, where it was made before for the same run
    int most_draws = most_draws_of_an_interval;  // 0: no intervals
};

struct curve_prediction {
    std::vector<prediction> points;  // as asked for
    std::string not_predictable;     // why there are none; else empty
    int items = 0;
    double service_s = 0;        // of all items, alone
    double critical_path_s = 0;  // the longest item, or chain of items: no worker count gets below it
    bool has_dependencies = false;
    double sequential_s = 0;  // measured at 1 worker; for items from a file their sum
    double overhead_s = 0;    // of a worker for one item
    std::optional<int> middle;
    std::optional<inflation_fit> fit;     // with a middle count
    std::optional<double> item_noise;     // standard deviation of an item's time, as a share of it
    std::vector<std::string> remarks;     // what to know beside the numbers, in words
    std::vector<int> counts_to_fit_from;  // measured above 1 worker
};

// An error when the request cannot be met: a middle count that was not measured. Where the run itself says too
// little, `not_predictable` says why.
result<curve_prediction> predict_run(const run_record& run, const prediction_request& request);
// Replayed as they stand, without overhead or inflation. An error when the times are beyond counting.
result<curve_prediction> predict_items(const timed_items& items, const prediction_request& request);

json to_json(const curve_prediction& curve);

// "6 workers come within 5 % of the shortest predicted time (27.8 s at 12 workers)." Nothing without points.
std::string describe_prediction(const curve_prediction& curve);

}  // namespace sweeplab
