// The ordered set of pending timers behind every timer_service.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "engine/foundation/timer_service.h"

namespace sweeplab {

class timer_queue {
public:
    timer_id add(instant when, std::function<void()> callback);
    void remove(timer_id id);
    bool empty() const { return by_time_.empty(); }
    std::optional<instant> next_due() const;
    // Takes out the earliest timer if it is due at `now`; nothing otherwise.
    std::function<void()> take_due(instant now);

private:
    using key = std::pair<instant, std::uint64_t>;
    std::map<key, std::function<void()>> by_time_;
    std::unordered_map<std::uint64_t, instant> due_of_;
    std::uint64_t last_id_ = 0;
};

// A timer_service whose time jumps from one timer to the next. One thread.
class virtual_timers final : public timer_service {
public:
    explicit virtual_timers(instant start = instant{}) : now_(start) {}
    instant now() const override { return now_; }
    timer_id call_at(instant when, std::function<void()> callback) override;
    void cancel(timer_id id) override { queue_.remove(id); }

    std::optional<instant> next_due() const { return queue_.next_due(); }
    // Jumps to the earliest timer and runs it; false when there is none.
    bool run_next();
    void run_all();
    // Passes over nothing that is due before `when`: run that first. Never goes back.
    void jump_to(instant when) { now_ = std::max(now_, when); }
    // Runs everything due up to `when` and stops there.
    void run_until(instant when);

private:
    instant now_;
    timer_queue queue_;
};

}  // namespace sweeplab
