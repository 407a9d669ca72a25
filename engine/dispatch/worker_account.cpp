#include "engine/dispatch/worker_account.h"

#include <algorithm>
#include <tuple>

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
    open_.clear();

    const auto end_ns = (at - began_).count();
    std::erase_if(closed_, [&](const worker_interval& interval) { return interval.start_ns >= end_ns; });
    for (auto& interval : closed_) interval.end_ns = std::min(interval.end_ns, end_ns);
    std::sort(closed_.begin(), closed_.end(), [](const worker_interval& a, const worker_interval& b) {
        return std::tie(a.worker, a.start_ns) < std::tie(b.worker, b.start_ns);
    });
    return std::move(closed_);
}

}  // namespace sweeplab
