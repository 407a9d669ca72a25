// Tells when child processes have ended, without reaping them: the zombie keeps the process id, and with it
// the process group, reserved until its owner calls wait4. Needs no SIGCHLD, so it disturbs no other part of
// the program that has children of its own.
#pragma once

#include <sys/types.h>

#include <memory>

#include "engine/foundation/event_loop.h"

namespace sweeplab {

class child_end_listener {
public:
    virtual ~child_end_listener() = default;
    // On the loop's thread; `ended_at` is when the system reported the end.
    virtual void on_child_ended(instant ended_at) = 0;
};

class child_waiter {
public:
    enum class kind {
        best,
        pidfd,   // Linux 5.3: a descriptor for each child in the loop
        threads  // anywhere: a thread waits for each child that runs
    };
    // Lives on the loop's thread; the loop outlives it. `pidfd` falls back to threads where there is none.
    static std::unique_ptr<child_waiter> create(event_loop& loop, kind which = kind::best);

    virtual ~child_waiter() = default;
    // Calls the listener once, never from inside. `child` is not reaped before that or before forget().
    virtual result<void> watch(pid_t child, child_end_listener& listener) = 0;
    // The listener is called no more.
    virtual void forget(pid_t child) = 0;
};

std::unique_ptr<child_waiter> make_thread_waiter(event_loop& loop);
// Null where the system has no pidfd.
std::unique_ptr<child_waiter> make_pidfd_waiter(event_loop& loop);

}  // namespace sweeplab
