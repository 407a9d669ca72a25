// What each worker did, gap-free: for every worker the intervals tile [0, makespan] exactly, so that the
// states of all workers sum to workers x makespan to the nanosecond (METHODS.md §1). Where workers come and go, the
// intervals tile every slot there may be, and the time `parked` is nobody's: what is left is the sum of the workers'
// lifetimes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/foundation/error.h"

namespace sweeplab {

enum class worker_state : std::uint8_t {
    service = 1,     // an attempt is being served
    back_off = 2,    // waiting before another try after an error
    rate_limit = 3,  // holds an item and waits for a permit, or sleeps on 429 / Retry-After
    dependency = 4,  // nothing is ready, but unclaimed items wait for predecessors
    overhead = 5,    // claiming, spawning, collecting the result
    idle = 6,        // no unclaimed item is left
    arrival = 7,     // nothing is due yet: of an open loop, whose items come at their own times
    parked = 8       // there is no such worker at the time: a scaling policy has not called it, or let it go
};

std::string_view to_text(worker_state state);
std::optional<worker_state> worker_state_from(std::string_view text);

struct worker_interval {
    std::int32_t worker = 0;
    worker_state state = worker_state::idle;
    std::int32_t item = -1;    // -1: none
    std::int32_t attempt = 0;  // number of the attempt; 0: none
    std::int64_t start_ns = 0;
    std::int64_t end_ns = 0;
    bool operator==(const worker_interval&) const = default;
};

// Checks the tiling; the error names the first worker and time at which it breaks.
result<void> check_tiling(const std::vector<worker_interval>& intervals, int workers, std::int64_t makespan_ns);

}  // namespace sweeplab
