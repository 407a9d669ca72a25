#include "engine/foundation/event_loop.h"

#include <fcntl.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "engine/foundation/event_loop_backend.h"
#include "engine/foundation/timer_queue.h"
#include "engine/foundation/unique_fd.h"

namespace sweeplab {
namespace {

class polling_event_loop final : public event_loop {
public:
    polling_event_loop(std::unique_ptr<fd_poller> poller, unique_fd wake_read, unique_fd wake_write)
        : poller_(std::move(poller)), wake_read_(std::move(wake_read)), wake_write_(std::move(wake_write)) {
        poller_->set(wake_read_.get(), fd_events::readable, false);
    }

    instant now() const override { return std::chrono::steady_clock::now(); }

    timer_id call_at(instant when, std::function<void()> callback) override {
        assert_thread();
        return timers_.add(when, std::move(callback));
    }
    void cancel(timer_id id) override {
        assert_thread();
        timers_.remove(id);
    }

    void watch(int fd, fd_events interest, fd_watcher& watcher) override {
        assert_thread();
        const auto [place, fresh] = watches_.insert_or_assign(fd, watch_entry{&watcher, ++last_watch_});
        (void)place;
        poller_->set(fd, interest, !fresh);
    }
    void unwatch(int fd) override {
        assert_thread();
        if (watches_.erase(fd) > 0) poller_->remove(fd);
    }

    // The wake-up is sent with the mutex held: once the loop has seen the work or the stop, its owner may
    // destroy it, and the caller must not be about to touch it then.
    void post(std::function<void()> work) override {
        const std::lock_guard lock(posted_mutex_);
        posted_.push_back(std::move(work));
        if (posted_.size() == 1) wake();
    }

    void run() override {
        run_until([this] { return take_stop_request(); });
    }
    void stop() override {
        const std::lock_guard lock(posted_mutex_);
        stop_requested_ = true;
        wake();
    }

    void run_until(const std::function<bool()>& done) override {
        const auto outer_owner = owner_.exchange(std::this_thread::get_id());
        while (!done()) one_round();
        owner_ = outer_owner;
    }

    duration take_longest_round() override { return std::exchange(longest_round_, duration::zero()); }

private:
    struct watch_entry {
        fd_watcher* watcher;
        std::uint64_t serial;  // tells a watch from a later one on the same descriptor number
    };

    void assert_thread() const {
        [[maybe_unused]] const auto owner = owner_.load();
        assert(owner == std::thread::id{} || owner == std::this_thread::get_id());
    }

    bool take_stop_request() {
        const std::lock_guard lock(posted_mutex_);
        return std::exchange(stop_requested_, false);
    }

    void wake() {
        const char byte = 1;
        // A full pipe means that a wake-up is under way already.
        [[maybe_unused]] const auto written = ::write(wake_write_.get(), &byte, 1);
    }

    // When the wait must end at the latest; nullopt: not before something happens.
    std::optional<instant> wait_limit() {
        {
            const std::lock_guard lock(posted_mutex_);
            if (!posted_.empty()) return instant::min();
        }
        return timers_.next_due();
    }

    // A callback may run the loop itself, so each round owns the lists that it walks through.
    void one_round() {
        auto ready = std::exchange(ready_, {});
        poller_->wait(wait_limit(), ready);
        const instant woke_at = now();
        const auto newest_watch = last_watch_;
        for (const auto& event : ready) deliver(event, woke_at, newest_watch);
        ready.clear();
        ready_ = std::move(ready);
        run_posted();
        run_due_timers();
        longest_round_ = std::max(longest_round_, now() - woke_at);
    }

    void deliver(const ready_fd& event, instant woke_at, std::uint64_t newest_watch) {
        if (event.fd == wake_read_.get()) {
            drain_wake_pipe();
            return;
        }
        const auto found = watches_.find(event.fd);
        // Gone, or watched anew by a callback of this very round: the event belongs to the former owner.
        if (found == watches_.end() || found->second.serial > newest_watch) return;
        found->second.watcher->on_ready(event.fd, event.events, woke_at);
    }

    void drain_wake_pipe() {
        char bytes[64];
        while (::read(wake_read_.get(), bytes, sizeof bytes) == sizeof bytes) {
        }
    }

    void run_posted() {
        auto running = std::exchange(running_, {});
        {
            const std::lock_guard lock(posted_mutex_);
            running.swap(posted_);
        }
        for (auto& work : running) work();
        running.clear();
        running_ = std::move(running);
    }

    void run_due_timers() {
        const instant limit = now();  // timers added meanwhile for "now" wait for the next round
        while (auto callback = timers_.take_due(limit)) callback();
    }

    std::unique_ptr<fd_poller> poller_;
    unique_fd wake_read_;
    unique_fd wake_write_;
    std::unordered_map<int, watch_entry> watches_;
    std::uint64_t last_watch_ = 0;
    timer_queue timers_;
    std::vector<ready_fd> ready_;
    std::mutex posted_mutex_;
    std::vector<std::function<void()>> posted_;
    bool stop_requested_ = false;  // under posted_mutex_ too
    std::vector<std::function<void()>> running_;
    std::atomic<std::thread::id> owner_{};
    duration longest_round_{};
};

bool make_nonblocking_and_private(int fd) {
    return ::fcntl(fd, F_SETFL, O_NONBLOCK) == 0 && ::fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

}  // namespace

result<std::unique_ptr<event_loop>> event_loop::create(backend which) {
    int ends[2];
    if (::pipe(ends) != 0) return fail(error_kind::io, std::string("no pipe for the event loop: ") + std::strerror(errno));
    unique_fd read_end(ends[0]);
    unique_fd write_end(ends[1]);
    if (!make_nonblocking_and_private(read_end.get()) || !make_nonblocking_and_private(write_end.get()))
        return fail(error_kind::io, std::string("cannot prepare the event loop's pipe: ") + std::strerror(errno));

    std::unique_ptr<fd_poller> poller;
    if (which != backend::poll) poller = make_epoll_poller();
    if (!poller && which == backend::epoll) return fail(error_kind::unsupported, "this platform has no epoll");
    if (!poller) poller = make_poll_poller();
    return std::make_unique<polling_event_loop>(std::move(poller), std::move(read_end), std::move(write_end));
}

}  // namespace sweeplab
