#include <sys/syscall.h>
#include <unistd.h>

#include <unordered_map>

#include "engine/foundation/unique_fd.h"
#include "engine/process/child_waiter.h"

namespace sweeplab {
namespace {

unique_fd open_pidfd(pid_t child) { return unique_fd(static_cast<int>(::syscall(SYS_pidfd_open, child, 0))); }

class pidfd_waiter final : public child_waiter, private fd_watcher {
public:
    explicit pidfd_waiter(event_loop& loop) : loop_(loop) {}
    ~pidfd_waiter() override {
        for (const auto& [fd, entry] : by_fd_) loop_.unwatch(fd);
    }

    result<void> watch(pid_t child, child_end_listener& listener) override {
        unique_fd fd = open_pidfd(child);
        // No descriptor is left, or a sandbox forbids it.
        if (!fd) return fallback().watch(child, listener);
        const int number = fd.get();
        fd_of_.emplace(child, number);
        by_fd_.emplace(number, watched_child{std::move(fd), child, &listener});
        loop_.watch(number, fd_events::readable, *this);
        return {};
    }

    void forget(pid_t child) override {
        const auto found = fd_of_.find(child);
        if (found != fd_of_.end()) release(found->second);
        else if (fallback_) fallback_->forget(child);
    }

private:
    struct watched_child {
        unique_fd fd;
        pid_t child;
        child_end_listener* listener;
    };

    void on_ready(int fd, fd_events, instant woke_at) override {
        const auto found = by_fd_.find(fd);
        if (found == by_fd_.end()) return;
        child_end_listener& listener = *found->second.listener;
        release(fd);
        listener.on_child_ended(woke_at);
    }

    // Out of the loop before it is closed: a stale event would hit the next child under the same number.
    void release(int fd) {
        loop_.unwatch(fd);
        const auto found = by_fd_.find(fd);
        fd_of_.erase(found->second.child);
        by_fd_.erase(found);
    }

    child_waiter& fallback() {
        if (!fallback_) fallback_ = make_thread_waiter(loop_);
        return *fallback_;
    }

    event_loop& loop_;
    std::unordered_map<int, watched_child> by_fd_;
    std::unordered_map<pid_t, int> fd_of_;
    std::unique_ptr<child_waiter> fallback_;
};

}  // namespace

std::unique_ptr<child_waiter> make_pidfd_waiter(event_loop& loop) {
    if (!open_pidfd(::getpid())) return nullptr;
    return std::make_unique<pidfd_waiter>(loop);
}

}  // namespace sweeplab
