// The same items in two runs, one number an item: how much longer each took. Pure; any thread.
#pragma once

#include <vector>

#include "engine/analysis/statistics.h"
#include "engine/foundation/json_reader.h"
#include "engine/model/run.h"

namespace sweeplab {

struct paired_items {
    int workers = 1;
    int items = 0;         // that succeeded in both
    int without_pair = 0;  // that succeeded in one only
    int longer_in_a = 0;
    // Geometric mean of the ratios of service times, A over B. The interval is over the items: what repeats of the whole
    // would change is not in it.
    value_interval ratio;
};

// Items are the same when name and text are. By workers; only counts at which any item succeeded in both. Each item's
// service is its geometric mean over the trials that count. Needs attempts.
std::vector<paired_items> pair_items(const run_record& a, const run_record& b);

json to_json(const paired_items& value);

}  // namespace sweeplab
