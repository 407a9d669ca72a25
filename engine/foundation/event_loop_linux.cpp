#include <sys/epoll.h>
#include <sys/prctl.h>

#include <array>
#include <cerrno>
#include <ctime>

#include "engine/foundation/event_loop_backend.h"
#include "engine/foundation/unique_fd.h"

namespace sweeplab {
namespace {

std::uint32_t to_epoll(fd_events events) {
    std::uint32_t mask = 0;
    if (contains(events, fd_events::readable)) mask |= EPOLLIN;
    if (contains(events, fd_events::writable)) mask |= EPOLLOUT;
    return mask;
}

fd_events from_epoll(std::uint32_t mask) {
    if (mask & (EPOLLHUP | EPOLLERR)) return fd_events::both;
    const int readable = (mask & EPOLLIN) ? 1 : 0;
    const int writable = (mask & EPOLLOUT) ? 2 : 0;
    return static_cast<fd_events>(readable | writable);
}

class epoll_poller final : public fd_poller {
public:
    explicit epoll_poller(unique_fd epoll) : epoll_(std::move(epoll)) {
        // The default slack of 50 us would make every due time late by that much.
        ::prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
    }

    void set(int fd, fd_events interest, bool known) override {
        epoll_event event{};
        event.events = to_epoll(interest);
        event.data.fd = fd;
        const int first = known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
        if (::epoll_ctl(epoll_.get(), first, fd, &event) == 0) return;
        // libcurl closes and reopens descriptors under the same number; the kernel forgets the old one by itself.
        const int other = known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
        ::epoll_ctl(epoll_.get(), other, fd, &event);
    }

    void remove(int fd) override { ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr); }

    void wait(std::optional<duration> timeout, std::vector<ready_fd>& ready) override {
        std::array<epoll_event, 256> events;
        const int count = wait_for(events.data(), static_cast<int>(events.size()), timeout);
        for (int i = 0; i < count; ++i) ready.push_back({events[i].data.fd, from_epoll(events[i].events)});
    }

private:
    int wait_for(epoll_event* events, int room, std::optional<duration> timeout) {
        if (!timeout) return ::epoll_wait(epoll_.get(), events, room, -1);
        if (fine_waits_) {
            const timespec limit{timeout->count() / 1'000'000'000, timeout->count() % 1'000'000'000};
            const int count = ::epoll_pwait2(epoll_.get(), events, room, &limit, nullptr);
            if (count >= 0 || errno != ENOSYS) return count;
            fine_waits_ = false;
        }
        const auto rounded_up = std::chrono::ceil<std::chrono::milliseconds>(*timeout).count();
        return ::epoll_wait(epoll_.get(), events, room, static_cast<int>(std::min<std::int64_t>(rounded_up, 60'000)));
    }

    unique_fd epoll_;
    bool fine_waits_ = true;  // epoll_pwait2 came with Linux 5.11
};

}  // namespace

std::unique_ptr<fd_poller> make_epoll_poller() {
    unique_fd epoll(::epoll_create1(EPOLL_CLOEXEC));
    if (!epoll) return nullptr;
    return std::make_unique<epoll_poller>(std::move(epoll));
}

}  // namespace sweeplab
