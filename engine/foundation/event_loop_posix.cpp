#include <poll.h>

#include <algorithm>
#include <map>

#include "engine/foundation/event_loop_backend.h"

namespace sweeplab {
namespace {

class poll_poller final : public fd_poller {
public:
    void set(int fd, fd_events interest, bool) override {
        short mask = 0;
        if (contains(interest, fd_events::readable)) mask |= POLLIN;
        if (contains(interest, fd_events::writable)) mask |= POLLOUT;
        interest_[fd] = mask;
    }
    void remove(int fd) override { interest_.erase(fd); }

    void wait(std::optional<instant> limit, std::vector<ready_fd>& ready) override {
        polled_.clear();
        for (const auto& [fd, mask] : interest_) polled_.push_back({fd, mask, 0});
        if (::poll(polled_.data(), static_cast<nfds_t>(polled_.size()), milliseconds_until(limit)) <= 0) return;
        for (const auto& entry : polled_) {
            if (entry.revents == 0) continue;
            if (entry.revents & (POLLHUP | POLLERR | POLLNVAL)) {
                ready.push_back({entry.fd, fd_events::both});
                continue;
            }
            const int readable = (entry.revents & POLLIN) ? 1 : 0;
            const int writable = (entry.revents & POLLOUT) ? 2 : 0;
            ready.push_back({entry.fd, static_cast<fd_events>(readable | writable)});
        }
    }

private:
    // Rounded up: a timer is late by less than a millisecond rather than early.
    static int milliseconds_until(std::optional<instant> limit) {
        if (!limit) return -1;
        const instant now = std::chrono::steady_clock::now();
        if (*limit <= now) return 0;
        constexpr std::chrono::milliseconds longest = std::chrono::minutes(1);
        if (*limit >= now + longest) return static_cast<int>(longest.count());
        return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(*limit - now).count());
    }

    std::map<int, short> interest_;
    std::vector<pollfd> polled_;
};

}  // namespace

std::unique_ptr<fd_poller> make_poll_poller() { return std::make_unique<poll_poller>(); }

#ifndef __linux__
std::unique_ptr<fd_poller> make_epoll_poller() { return nullptr; }
#endif

}  // namespace sweeplab
