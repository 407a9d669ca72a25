#include "engine/dispatch/worker_account.h"

#include <algorithm>
#include <numeric>

namespace sweeplab {

void worker_account::begin(int workers, instant at) {
    began_ = at;
    open_.assign(static_cast<std::size_t>(workers), open_state{worker_state::idle, -1, 0, at});
    closed_.clear();
}

void worker_account::enter(int worker, worker_state state, instant at, int item, int attempt) {
    auto& open = open_[worker];
    if (open.state == state && open.item == item && open.attempt == attempt) return;
    at = std::max(at, open.since);
    close(worker, at);
    open = {state, item, attempt, at};
}

void worker_account::close(int worker, instant at) {
    const auto& open = open_[worker];
    if (at <= open.since) return;
    closed_.push_back({worker, open.state, open.item, open.attempt, (open.since - began_).count(), (at - began_).count()});
}

std::vector<worker_interval> worker_account::end(instant at) {
    for (int worker = 0; worker < static_cast<int>(open_.size()); ++worker) close(worker, at);

    // Each worker's intervals were closed in the order of time: only the workers are to be sorted.
    const auto end_ns = (at - began_).count();
    std::vector<std::size_t> place(open_.size() + 1);
    const auto counts = [end_ns](const worker_interval& interval) { return interval.start_ns < end_ns; };
    for (const auto& interval : closed_) place[interval.worker + 1] += counts(interval) ? 1 : 0;
    std::partial_sum(place.begin(), place.end(), place.begin());
    std::vector<worker_interval> sorted(place.back());
    for (auto& interval : closed_) {
        if (!counts(interval)) continue;
        interval.end_ns = std::min(interval.end_ns, end_ns);
        sorted[place[interval.worker]++] = interval;
    }
    open_.clear();
    closed_.clear();
    return sorted;
}

}  // namespace sweeplab
