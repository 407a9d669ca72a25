// What the same items took at two worker counts, item by item, and what their inflation is made of. Used by
// loss_report. Pure; any thread. METHODS.md §1.
#pragma once

#include <vector>

#include "engine/analysis/loss_report.h"

namespace sweeplab {

// Means over the counted trials at one worker count, of the successful attempts.
struct item_mean {
    double service_s = 0;
    double first_token_s = 0;  // after the start of service
    double tokens = 0;
    double cpu_s = 0;
    int count = 0;  // 0: nothing is known of the item
    bool has_first_token = true;
    bool has_tokens = true;
    bool has_cpu = true;
};

std::vector<item_mean> item_means(const run_record& run, int workers);
inflation_split split_inflation(const std::vector<item_mean>& base, const std::vector<item_mean>& here);

}  // namespace sweeplab
