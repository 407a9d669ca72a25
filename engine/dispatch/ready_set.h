// Which items may be claimed next: those whose predecessors have all succeeded, in list order or longest
// first; items with a due time not before it, and in the order of these times. Failing an item fails all that depend on
// it. One thread.
#pragma once

#include <functional>
#include <optional>
#include <queue>
#include <vector>

#include "engine/foundation/clock.h"
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

    // What was due by then, counted from the start, may be claimed from now on.
    void arrive(duration since_start);
    // When the next item is due that is yet to come.
    std::optional<duration> next_due() const;
    // Unclaimed items that wait for nothing but their time.
    bool only_arrivals_are_left() const { return to_come_ == unclaimed_; }
    // Of those that could be claimed at once: how many, and when the first of them was due.
    int claimable() const;
    std::optional<duration> first_due() const;

private:
    bool is_away(int item) const { return !away_.empty() && away_[static_cast<std::size_t>(item)]; }
    void add_due_times(const std::vector<dispatch_item>& items);

    std::vector<int> rank_of_;  // place in the claiming order
    std::vector<int> item_at_;  // the inverse
    std::vector<std::vector<int>> dependants_;
    std::vector<int> waiting_for_;  // predecessors not yet succeeded; -1: cannot be done any more
    // Most items wait for nothing: those are walked through in their order, and only the others are queued.
    std::vector<int> ready_from_start_;
    std::size_t next_from_start_ = 0;
    std::priority_queue<int, std::vector<int>, std::greater<>> released_ranks_;
    int unclaimed_ = 0;
    // Empty where no item has a due time.
    std::vector<duration> due_of_;  // by item
    std::vector<int> by_due_;       // those with one
    std::size_t next_by_due_ = 0;
    std::vector<bool> away_;  // by item: its time has not come
    int to_come_ = 0;         // away, and not failed
};

}  // namespace sweeplab
