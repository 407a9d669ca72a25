#include "engine/foundation/timer_queue.h"

#include <algorithm>

namespace sweeplab {

timer_id timer_queue::add(instant when, std::function<void()> callback) {
    const auto id = ++last_id_;
    by_time_.emplace(key{when, id}, std::move(callback));
    due_of_.emplace(id, when);
    return timer_id{id};
}

void timer_queue::remove(timer_id id) {
    const auto found = due_of_.find(static_cast<std::uint64_t>(id));
    if (found == due_of_.end()) return;
    by_time_.erase(key{found->second, found->first});
    due_of_.erase(found);
}

std::optional<instant> timer_queue::next_due() const {
    if (by_time_.empty()) return std::nullopt;
    return by_time_.begin()->first.first;
}

std::function<void()> timer_queue::take_due(instant now) {
    if (by_time_.empty() || by_time_.begin()->first.first > now) return {};
    const auto first = by_time_.begin();
    auto callback = std::move(first->second);
    due_of_.erase(first->first.second);
    by_time_.erase(first);
    return callback;
}

timer_id virtual_timers::call_at(instant when, std::function<void()> callback) {
    return queue_.add(std::max(when, now_), std::move(callback));
}

bool virtual_timers::run_next() {
    const auto due = queue_.next_due();
    if (!due) return false;
    now_ = std::max(now_, *due);
    queue_.take_due(now_)();
    return true;
}

void virtual_timers::run_all() {
    while (run_next()) {
    }
}

void virtual_timers::run_until(instant when) {
    while (queue_.next_due() && *queue_.next_due() <= when) run_next();
    now_ = std::max(now_, when);
}

}  // namespace sweeplab
