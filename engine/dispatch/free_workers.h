// The workers without an item, lowest number first, and which of them are not yet booked as waiting: a wide
// trial has thousands of free workers, and only those whose state changes are to be looked at. One thread.
#pragma once

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <vector>

#include "engine/model/worker_interval.h"

namespace sweeplab {

class free_workers {
public:
    explicit free_workers(std::size_t count) : heap_(count) { std::iota(heap_.begin(), heap_.end(), 0); }

    bool empty() const { return heap_.empty(); }

    void add(int worker) {
        heap_.push_back(worker);
        std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
        unbooked_.push_back(worker);
    }

    // The lowest, so that the same course of a trial gives the same picture.
    int take() {
        std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
        const int worker = heap_.back();
        heap_.pop_back();
        if (heap_.empty()) unbooked_.clear();
        return worker;
    }

    // Takes out the highest, so many or all that there are; highest first.
    std::vector<int> take_highest(int most) {
        std::sort(heap_.begin(), heap_.end());  // ascending: still a heap
        const auto count = std::min(static_cast<std::size_t>(std::max(most, 0)), heap_.size());
        const std::vector<int> taken(heap_.rbegin(), heap_.rbegin() + static_cast<std::ptrdiff_t>(count));
        heap_.resize(heap_.size() - count);
        if (!taken.empty()) std::erase_if(unbooked_, [least = taken.back()](int worker) { return worker >= least; });
        return taken;
    }

    // All wait in `state` now: book(worker) for those that did not yet. It may be called for a worker again.
    template <class Book>
    void wait_in(worker_state state, const Book& book) {
        const bool changed = state != waiting_in_;
        std::for_each(changed ? heap_.begin() : unbooked_.begin(), changed ? heap_.end() : unbooked_.end(), book);
        waiting_in_ = state;
        unbooked_.clear();
    }

private:
    std::vector<int> heap_;
    std::vector<int> unbooked_;
    std::optional<worker_state> waiting_in_;
};

}  // namespace sweeplab
