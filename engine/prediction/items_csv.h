// Items with known durations from a CSV file: item,service_s and, where items need others, depends_on (their
// names, separated by ;). Replayed as they stand.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "engine/foundation/error.h"
#include "engine/prediction/replay.h"

namespace sweeplab {

struct timed_items {
    std::vector<std::string> names;
    std::vector<replay_item> items;
    std::vector<std::string> other_columns;  // without a meaning here
};

// The error names line and column. `file_name` is for messages.
result<timed_items> read_items_csv(std::istream& input, const std::string& file_name);

}  // namespace sweeplab
