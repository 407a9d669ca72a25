#include <sys/epoll.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <array>
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

timespec to_timespec(instant when) {
    const auto ns = std::max<std::int64_t>(1, to_ns(when));  // zero would disarm the timer
    return {static_cast<std::time_t>(ns / 1'000'000'000), static_cast<long>(ns % 1'000'000'000)};
}

// Limits go through a timer descriptor: unlike epoll's own timeout it is exact (no slack of 50 us or of a
// thousandth of the wait), without changing the thread's timer slack, which measured commands would inherit.
class epoll_poller final : public fd_poller {
public:
    epoll_poller(unique_fd epoll, unique_fd timer) : epoll_(std::move(epoll)), timer_(std::move(timer)) {
        epoll_poller::set(timer_.get(), fd_events::readable, false);
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

    void wait(std::optional<instant> limit, std::vector<ready_fd>& ready) override {
        const bool only_look = limit && *limit <= std::chrono::steady_clock::now();
        if (limit && !only_look) arm(*limit);
        std::array<epoll_event, 256> events;
        const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), only_look ? 0 : -1);
        for (int i = 0; i < count; ++i) {
            if (events[i].data.fd == timer_.get()) disarm();
            else ready.push_back({events[i].data.fd, from_epoll(events[i].events)});
        }
    }

private:
    // A timer that is armed for an earlier time only wakes the loop once too often; it is left alone.
    void arm(instant when) {
        if (armed_for_ && *armed_for_ <= when) return;
        const itimerspec setting{{}, to_timespec(when)};
        ::timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &setting, nullptr);
        armed_for_ = when;
    }
    void disarm() {
        std::uint64_t expirations = 0;
        [[maybe_unused]] const auto count = ::read(timer_.get(), &expirations, sizeof expirations);
        armed_for_.reset();
    }

    unique_fd epoll_;
    unique_fd timer_;
    std::optional<instant> armed_for_;
};

}  // namespace

std::unique_ptr<fd_poller> make_epoll_poller() {
    unique_fd epoll(::epoll_create1(EPOLL_CLOEXEC));
    unique_fd timer(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC));
    if (!epoll || !timer) return nullptr;
    return std::make_unique<epoll_poller>(std::move(epoll), std::move(timer));
}

}  // namespace sweeplab
