#include "engine/dispatch/ready_set.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "engine/dispatch/dispatcher.h"

namespace sweeplab {
namespace {

bool has_due(const dispatch_item& one) { return one.due.has_value(); }

void sort_longest_first(const std::vector<dispatch_item>& items, std::vector<int>& sequence) {
    std::vector<std::int64_t> lengths;
    lengths.reserve(items.size());
    for (const auto& one : items)
        lengths.push_back(one.expected_service_ns.value_or(std::numeric_limits<std::int64_t>::max()));
    std::stable_sort(sequence.begin(), sequence.end(), [&](int a, int b) { return lengths[a] > lengths[b]; });
}

std::vector<int> claiming_order(const std::vector<dispatch_item>& items, item_order order) {
    std::vector<int> sequence(items.size());
    std::iota(sequence.begin(), sequence.end(), 0);
    if (order == item_order::longest_first) sort_longest_first(items, sequence);
    if (std::any_of(items.begin(), items.end(), has_due)) {
        const auto due = [&](int item) { return items[item].due.value_or(duration::zero()); };
        std::stable_sort(sequence.begin(), sequence.end(), [&](int a, int b) { return due(a) < due(b); });
    }
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
    if (std::any_of(items.begin(), items.end(), has_due)) add_due_times(items);
    ready_from_start_.reserve(items.size() - by_due_.size());
    for (const int item : item_at_) {
        if (waiting_for_[item] == 0 && !is_away(item)) ready_from_start_.push_back(item);
    }
}

void ready_set::add_due_times(const std::vector<dispatch_item>& items) {
    due_of_.resize(items.size());
    away_.resize(items.size());
    for (const int item : item_at_) {
        if (!items[item].due) continue;
        due_of_[item] = *items[item].due;
        away_[item] = true;
        by_due_.push_back(item);
    }
    to_come_ = static_cast<int>(by_due_.size());
}

void ready_set::arrive(duration since_start) {
    for (; next_by_due_ < by_due_.size() && due_of_[by_due_[next_by_due_]] <= since_start; ++next_by_due_) {
        const int item = by_due_[next_by_due_];
        away_[item] = false;
        if (waiting_for_[item] < 0) continue;
        --to_come_;
        if (waiting_for_[item] == 0) released_ranks_.push(rank_of_[item]);
    }
}

std::optional<duration> ready_set::next_due() const {
    if (next_by_due_ == by_due_.size()) return std::nullopt;
    return due_of_[by_due_[next_by_due_]];
}

int ready_set::claimable() const {
    return static_cast<int>(released_ranks_.size() + ready_from_start_.size() - next_from_start_);
}

std::optional<duration> ready_set::first_due() const {
    if (released_ranks_.empty() || due_of_.empty()) return std::nullopt;
    return due_of_[item_at_[released_ranks_.top()]];
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
        if (waiting_for_[dependant] > 0 && --waiting_for_[dependant] == 0 && !is_away(dependant))
            released_ranks_.push(rank_of_[dependant]);
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
        if (is_away(dependant)) --to_come_;
        ++lost;
        to_visit.insert(to_visit.end(), dependants_[dependant].begin(), dependants_[dependant].end());
    }
    return lost;
}

void ready_set::abandon() {
    ready_from_start_.clear();
    next_from_start_ = 0;
    released_ranks_ = {};
    by_due_.clear();
    next_by_due_ = 0;
    to_come_ = 0;
    unclaimed_ = 0;
}

}  // namespace sweeplab
