// What a scaling policy decided while a load was on: how many workers there are from then on, and why.
#pragma once

#include <cstdint>
#include <string>

#include "engine/foundation/json_reader.h"

namespace sweeplab {

struct scaling_decision {
    std::int64_t at_ns = 0;  // after the trial's start
    int from = 1;            // workers
    int to = 1;              // as `from`: kept
    std::string reason;
    bool operator==(const scaling_decision&) const = default;
};

json to_json(const scaling_decision& value);
result<scaling_decision> read_scaling_decision(const json& value, const std::string& path);

}  // namespace sweeplab
