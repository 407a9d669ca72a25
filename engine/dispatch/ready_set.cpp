#include "engine/dispatch/ready_set.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "engine/dispatch/dispatcher.h"

namespace sweeplab {
namespace {

std::vector<int> claiming_order(const std::vector<dispatch_item>& items, item_order order) {
    std::vector<int> sequence(items.size());
    std::iota(sequence.begin(), sequence.end(), 0);
    if (order == item_order::fifo) return sequence;
    const auto length = [&](int item) {
        return items[item].expected_service_ns.value_or(std::numeric_limits<std::int64_t>::max());
    };
    std::stable_sort(sequence.begin(), sequence.end(), [&](int a, int b) { return length(a) > length(b); });
    return sequence;
}

}  // namespace

ready_set::ready_set(const std::vector<dispatch_item>& items, item_order order)
    : rank_of_(items.size()), item_at_(claiming_order(items, order)), dependants_(items.size()), waiting_for_(items.size()) {
    for (std::size_t rank = 0; rank < item_at_.size(); ++rank) rank_of_[item_at_[rank]] = static_cast<int>(rank);
    for (std::size_t item = 0; item < items.size(); ++item) {
        for (const int predecessor : items[item].depends_on) dependants_[predecessor].push_back(static_cast<int>(item));
        waiting_for_[item] = static_cast<int>(items[item].depends_on.size());
    }
    unclaimed_ = static_cast<int>(items.size());
    for (std::size_t item = 0; item < items.size(); ++item) {
        if (waiting_for_[item] == 0) make_ready(static_cast<int>(item));
    }
}

void ready_set::make_ready(int item) { ready_ranks_.push(rank_of_[item]); }

std::optional<int> ready_set::claim_next() {
    if (ready_ranks_.empty()) return std::nullopt;
    const int item = item_at_[ready_ranks_.top()];
    ready_ranks_.pop();
    --unclaimed_;
    return item;
}

void ready_set::succeed(int item) {
    for (const int dependant : dependants_[item]) {
        if (waiting_for_[dependant] > 0 && --waiting_for_[dependant] == 0) make_ready(dependant);
    }
}

int ready_set::fail(int item) {
    int lost = 0;
    std::vector<int> to_visit = dependants_[item];
    while (!to_visit.empty()) {
        const int dependant = to_visit.back();
        to_visit.pop_back();
        if (waiting_for_[dependant] < 0) continue;
        waiting_for_[dependant] = -1;
        --unclaimed_;
        ++lost;
        to_visit.insert(to_visit.end(), dependants_[dependant].begin(), dependants_[dependant].end());
    }
    return lost;
}

void ready_set::abandon() {
    ready_ranks_ = {};
    unclaimed_ = 0;
}

}  // namespace sweeplab
