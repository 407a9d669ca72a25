// Ctrl-C and its like, handled on a thread of their own: the first one asks, the second one insists.
// To be made before any other thread, so that no other thread gets the signals.
#pragma once

#include <pthread.h>

#include <atomic>
#include <csignal>
#include <functional>
#include <mutex>
#include <thread>

namespace sweeplab::cli {

class stop_signals {
public:
    // Called on the signals' thread, with 1 for the first signal, 2 for the second, …
    using listener = std::function<void(int count)>;

    stop_signals();
    ~stop_signals();  // puts the signals back as they were
    stop_signals(const stop_signals&) = delete;
    stop_signals& operator=(const stop_signals&) = delete;

    // Signals that came before are told at once. Null: nobody listens; does not return while a call is under way.
    void listen(listener told);
    int count() const { return count_; }
    void wait_for_first();

private:
    void wait_for_signals();

    sigset_t signals_{};
    sigset_t before_{};
    std::atomic<int> count_{0};
    std::atomic<bool> ending_{false};
    std::mutex mutex_;
    listener told_;
    std::thread thread_;
};

}  // namespace sweeplab::cli
