#include <sys/wait.h>

#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <vector>

#include "engine/process/child_waiter.h"

namespace sweeplab {
namespace {

struct waiting_job {
    pid_t child = 0;
    std::uint64_t serial = 0;  // tells a child from a later one under the same process id
};

struct watched_child {
    child_end_listener* listener;
    std::uint64_t serial;
};

// On the loop's thread only; shared with what the threads post, which may come after the waiter's end.
using watched_children = std::unordered_map<pid_t, watched_child>;

class thread_waiter final : public child_waiter {
public:
    explicit thread_waiter(event_loop& loop) : loop_(loop), watched_(std::make_shared<watched_children>()) {}

    ~thread_waiter() override {
        watched_->clear();
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        wake_.notify_all();
        for (auto& thread : threads_) thread.join();
    }

    result<void> watch(pid_t child, child_end_listener& listener) override {
        const std::uint64_t serial = ++last_serial_;
        const std::lock_guard lock(mutex_);
        if (queue_.size() >= idle_threads_) {
            try {
                threads_.emplace_back([this] { work(); });
                ++idle_threads_;
            } catch (const std::system_error& problem) {
                return fail(error_kind::busy, std::string("no thread to wait for the command: ") + problem.what(), {},
                            "Use fewer workers");
            }
        }
        watched_->insert_or_assign(child, watched_child{&listener, serial});
        queue_.push_back({child, serial});
        wake_.notify_one();
        return {};
    }

    void forget(pid_t child) override { watched_->erase(child); }

private:
    void work() {
        while (const auto job = next_job()) {
            siginfo_t unused{};
            // A child that was reaped meanwhile (ECHILD) has ended as well; its entry is forgotten.
            while (::waitid(P_PID, static_cast<id_t>(job->child), &unused, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
            }
            const instant ended_at = std::chrono::steady_clock::now();
            {
                const std::lock_guard lock(mutex_);
                ++idle_threads_;
            }
            loop_.post([watched = watched_, ended = *job, ended_at] { tell(*watched, ended, ended_at); });
        }
    }

    static void tell(watched_children& watched, const waiting_job& job, instant ended_at) {
        const auto found = watched.find(job.child);
        if (found == watched.end() || found->second.serial != job.serial) return;
        child_end_listener& listener = *found->second.listener;
        watched.erase(found);
        listener.on_child_ended(ended_at);
    }

    std::optional<waiting_job> next_job() {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return ending_ || !queue_.empty(); });
        if (queue_.empty()) return std::nullopt;
        const waiting_job job = queue_.front();
        queue_.pop_front();
        --idle_threads_;
        return job;
    }

    event_loop& loop_;
    std::shared_ptr<watched_children> watched_;
    std::uint64_t last_serial_ = 0;
    std::mutex mutex_;  // guards what follows
    std::condition_variable wake_;
    std::deque<waiting_job> queue_;
    std::size_t idle_threads_ = 0;  // those not waiting for a child, the just made ones included
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

// With SIGCHLD ignored the system reaps children by itself, and their exit codes are lost.
void make_children_waitable() {
    struct sigaction current {};
    if (::sigaction(SIGCHLD, nullptr, &current) == 0 && current.sa_handler == SIG_IGN) ::signal(SIGCHLD, SIG_DFL);
}

}  // namespace

std::unique_ptr<child_waiter> make_thread_waiter(event_loop& loop) { return std::make_unique<thread_waiter>(loop); }

#ifndef __linux__
std::unique_ptr<child_waiter> make_pidfd_waiter(event_loop&) { return nullptr; }
#endif

std::unique_ptr<child_waiter> child_waiter::create(event_loop& loop, kind which) {
    make_children_waitable();
    auto made = which == kind::threads ? nullptr : make_pidfd_waiter(loop);
    return made ? std::move(made) : make_thread_waiter(loop);
}

}  // namespace sweeplab
