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

    void wait(std::optional<duration> timeout, std::vector<ready_fd>& ready) override {
        polled_.clear();
        for (const auto& [fd, mask] : interest_) polled_.push_back({fd, mask, 0});
        int limit_ms = -1;
        if (timeout) {
            const auto rounded_up = std::chrono::ceil<std::chrono::milliseconds>(*timeout).count();
            limit_ms = static_cast<int>(std::min<std::int64_t>(rounded_up, 60'000));
        }
        if (::poll(polled_.data(), static_cast<nfds_t>(polled_.size()), limit_ms) <= 0) return;
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
    std::map<int, short> interest_;
    std::vector<pollfd> polled_;
};

}  // namespace

std::unique_ptr<fd_poller> make_poll_poller() { return std::make_unique<poll_poller>(); }

#ifndef __linux__
std::unique_ptr<fd_poller> make_epoll_poller() { return nullptr; }
#endif

}  // namespace sweeplab
