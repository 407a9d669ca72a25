// What this machine's Sweeplab can drive, as calibration measured it. What a trial shows beyond these is the
// generator's limit, not the endpoint's.
#pragma once

#include <optional>

#include "engine/foundation/clock.h"
#include "engine/foundation/json_reader.h"

namespace sweeplab {

struct generator_limits {
    unix_ms measured_at = 0;
    std::optional<double> requests_per_s;        // small answers, not streamed, 64 at once
    std::optional<double> chunks_per_s;          // taken in at most, streamed
    std::optional<int> streams;                  // at once, 50 chunks/s each, with a gap error of 1 ms at most (p99)
    std::optional<double> stamp_error_p99_us;    // of a chunk's time stamp, at that many streams
    std::optional<double> process_starts_per_s;  // of a command that does nothing, one a thread at once
    bool operator==(const generator_limits&) const = default;
};

result<generator_limits> read_generator_limits(const json& value, const std::string& path);
json to_json(const generator_limits& value);

}  // namespace sweeplab
