// What a soak saw in one stretch of time: how its streams ran, and what the watched process and its own figures said.
// A soak of hours is a list of these, written to the library as they come; nothing else of it grows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"
#include "engine/model/histogram.h"
#include "engine/model/resource.h"

namespace sweeplab {

struct soak_sample {
    std::int64_t at_ns = 0;      // its end, after the trial's start; the first one is at the start, and covers nothing
    std::int64_t length_ns = 0;  // from the end of the one before, or from the trial's start
    // Of content chunks, in nanoseconds. A gap lies between two chunks of one answer (METHODS.md §5); jitter is by how much
    // a gap differs from the one before it in the same answer (|D| of RFC 3550 §6.4.1, for chunks that are sent evenly).
    histogram gaps;
    histogram jitter;
    histogram first_content;                    // from sending a request to its first content
    std::int64_t chunks = 0;                    // with content
    std::int64_t requests = 0;                  // answered to their end
    std::int64_t failed = 0;                    // requests
    resource_values used;                       // mean rates of the stretch, and sizes at its end
    std::vector<std::optional<double>> series;  // of the metrics page, in the plan's order; empty: none are asked for
    bool operator==(const soak_sample&) const = default;
};

json to_json(const soak_sample& sample);
result<soak_sample> read_soak_sample(const json& value, const std::string& path);

}  // namespace sweeplab
