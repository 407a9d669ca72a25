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
    std::vector<std::int64_t> lengths;
    lengths.reserve(items.size());
    for (const auto& one : items)
        lengths.push_back(one.expected_service_ns.value_or(std::numeric_limits<std::int64_t>::max()));
    std::stable_sort(sequence.begin(), sequence.end(), [&](int a, int b) { return lengths[a] > lengths[b]; });
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
    ready_from_start_.reserve(items.size());
    for (const int item : item_at_) {
        if (waiting_for_[item] == 0) ready_from_start_.push_back(item);
    }
}

std::optional<int> ready_set::claim_next() {
    std::optional<int> item;
    if (next_from_start_ < ready_from_start_.size()) item = ready_from_start_[next_from_start_];
    if (!released_ranks_.empty() && (!item || released_ranks_.top() < rank_of_[*item])) {
        item = item_at_[released_ranks_.top()];
        released_ranks_.pop();
    } else if (item) {
        ++next_from_start_;
    } else {
        return std::nullopt;
    }
    --unclaimed_;
    return item;
}

void ready_set::succeed(int item) {
    for (const int dependant : dependants_[item]) {
        if (waiting_for_[dependant] > 0 && --waiting_for_[dependant] == 0) released_ranks_.push(rank_of_[dependant]);
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
    ready_from_start_.clear();
    released_ranks_ = {};
    unclaimed_ = 0;
}

}  // namespace sweeplab
