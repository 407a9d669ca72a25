// One-shot timers on some clock: the event loop implements it on the monotonic clock, replays and
// tests on a virtual one. Called and calling back on one thread, the owner's.
#pragma once

#include <cstdint>
#include <functional>

#include "engine/foundation/clock.h"

namespace sweeplab {

enum class timer_id : std::uint64_t { none = 0 };

class timer_service {
public:
    virtual ~timer_service() = default;
    virtual instant now() const = 0;
    // The callback runs once, at `when` or as soon after as the thread is free; times in the past run next.
    // Timers of the same instant run in the order they were made.
    virtual timer_id call_at(instant when, std::function<void()> callback) = 0;
    // Cancelling a timer that has run, or `none`, does nothing.
    virtual void cancel(timer_id id) = 0;

    timer_id call_after(duration d, std::function<void()> callback) { return call_at(later(now(), d), std::move(callback)); }
};

}  // namespace sweeplab
