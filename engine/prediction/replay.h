// Replays measured items through the dispatcher that runs real trials, on a virtual clock: what the same work
// would take with other workers, in another order, under other limits. Pure, deterministic; any thread.
// METHODS.md §3.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/model/plan.h"

namespace sweeplab {

struct replay_item {
    std::int64_t service_ns = 0;              // alone, without overhead
    std::int64_t charged_tokens = 0;          // from the token bucket before it starts
    std::optional<std::int64_t> used_tokens;  // settles the bucket at its end; absent: what was charged
    std::vector<int> depends_on;              // indices of items that must have ended
};

struct replay_settings {
    int workers = 1;
    item_order order = item_order::fifo;
    std::int64_t overhead_ns = 0;  // of the worker, before each service
    double inflation = 0;          // a in f(c) = 1 + a (c - 1) of c items in service; at least 0
    limits_spec limits;            // requests and tokens a minute; the buckets are full at first
};

struct replayed_item {
    std::int64_t start_ns = 0;  // of the service, after the replay's start
    std::int64_t end_ns = 0;
};

// Nanoseconds of worker time; they sum to workers x makespan exactly.
struct replay_states {
    std::int64_t service = 0;
    std::int64_t rate_limit = 0;
    std::int64_t dependency = 0;
    std::int64_t overhead = 0;
    std::int64_t idle = 0;
    std::int64_t sum() const { return service + rate_limit + dependency + overhead + idle; }
    bool operator==(const replay_states&) const = default;
};

struct replay_result {
    std::int64_t makespan_ns = 0;
    replay_states states;
    std::vector<replayed_item> items;  // by item
};

// Work conserving; ties by list order. Dependencies must be within the list and free of cycles (item_graph.h).
replay_result replay(const std::vector<replay_item>& items, const replay_settings& settings);

}  // namespace sweeplab
