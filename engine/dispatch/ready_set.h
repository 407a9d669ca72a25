// Which items may be claimed next: those whose predecessors have all succeeded, in list order or longest
// first. Failing an item fails all that depend on it. One thread.
#pragma once

#include <functional>
#include <optional>
#include <queue>
#include <vector>

#include "engine/model/plan.h"

namespace sweeplab {

struct dispatch_item;

class ready_set {
public:
    ready_set(const std::vector<dispatch_item>& items, item_order order);

    std::optional<int> claim_next();
    void succeed(int item);
    // The item finally failed: returns how many unclaimed items can no longer be done because of it.
    int fail(int item);
    bool anything_unclaimed() const { return unclaimed_ > 0; }
    int unclaimed() const { return unclaimed_; }
    // Nothing more is to be claimed.
    void abandon();

private:
    std::vector<int> rank_of_;  // place in the claiming order
    std::vector<int> item_at_;  // the inverse
    std::vector<std::vector<int>> dependants_;
    std::vector<int> waiting_for_;  // predecessors not yet succeeded; -1: cannot be done any more
    // Most items wait for nothing: those are walked through in their order, and only the others are queued.
    std::vector<int> ready_from_start_;
    std::size_t next_from_start_ = 0;
    std::priority_queue<int, std::vector<int>, std::greater<>> released_ranks_;
    int unclaimed_ = 0;
};

}  // namespace sweeplab
