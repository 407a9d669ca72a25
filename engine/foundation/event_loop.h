// The one loop that a trial runs on: file descriptors, timers, and work posted by other threads.
// Everything but post() and stop() belongs to the thread that calls run(); asserted.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "engine/foundation/error.h"
#include "engine/foundation/timer_service.h"

namespace sweeplab {

enum class fd_events : std::uint8_t { none = 0, readable = 1, writable = 2, both = 3 };
constexpr bool contains(fd_events set, fd_events one) {
    return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(one)) != 0;
}

class fd_watcher {
public:
    virtual ~fd_watcher() = default;
    // `woke_at` is when the loop's wait returned with this event. Hang-ups and errors read as both.
    virtual void on_ready(int fd, fd_events ready, instant woke_at) = 0;
};

class event_loop : public timer_service {
public:
    enum class backend { best, epoll, poll };

    static result<std::unique_ptr<event_loop>> create(backend which = backend::best);

    // One watcher a descriptor; watching again changes the events. The watcher outlives its watch.
    // Level-triggered. Unwatch before closing: a stale event must never reach a reused descriptor.
    virtual void watch(int fd, fd_events interest, fd_watcher& watcher) = 0;
    virtual void unwatch(int fd) = 0;

    // Runs `work` on the loop's thread, soon. Any thread; in order for one caller.
    virtual void post(std::function<void()> work) = 0;

    // Runs until stop(). A stop() before run() makes run() return at once; each stop ends one run.
    virtual void run() = 0;
    virtual void stop() = 0;  // any thread

    // Runs until `done()` holds (asked after each round of events). For tests and short waits.
    virtual void run_until(const std::function<bool()>& done) = 0;

    // The longest that one round of callbacks kept the loop from waiting since the last call: the lag
    // that the self-audit reports. Loop thread.
    virtual duration take_longest_round() = 0;
};

}  // namespace sweeplab
