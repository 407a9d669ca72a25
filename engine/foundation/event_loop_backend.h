// The part of the event loop that differs by platform: waiting for descriptors.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/foundation/event_loop.h"

namespace sweeplab {

struct ready_fd {
    int fd;
    fd_events events;
};

class fd_poller {
public:
    virtual ~fd_poller() = default;
    virtual void set(int fd, fd_events interest, bool known) = 0;
    virtual void remove(int fd) = 0;
    // Waits until something is ready or the steady clock reads `limit` (forever without one; a limit in the
    // past only looks); fills `ready`. May return early with nothing.
    virtual void wait(std::optional<instant> limit, std::vector<ready_fd>& ready) = 0;
};

std::unique_ptr<fd_poller> make_poll_poller();
std::unique_ptr<fd_poller> make_epoll_poller();  // Linux; null where there is none

}  // namespace sweeplab
