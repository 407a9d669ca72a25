#include "app/cli/stop_signals.h"

namespace sweeplab::cli {
namespace {

// Somebody who starts the program under nohup wants it to outlive the terminal.
bool is_ignored(int signal) {
    struct sigaction present {};
    return ::sigaction(signal, nullptr, &present) == 0 && present.sa_handler == SIG_IGN;
}

}  // namespace

stop_signals::stop_signals() {
    ::sigemptyset(&signals_);
    ::sigaddset(&signals_, SIGINT);
    ::sigaddset(&signals_, SIGTERM);
    if (!is_ignored(SIGHUP)) ::sigaddset(&signals_, SIGHUP);
    ::pthread_sigmask(SIG_BLOCK, &signals_, &before_);
    thread_ = std::thread([this] { wait_for_signals(); });
}

stop_signals::~stop_signals() {
    ending_ = true;
    ::pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void stop_signals::wait_for_signals() {
    while (true) {
        int signal = 0;
        if (::sigwait(&signals_, &signal) != 0) continue;
        if (ending_) return;
        const std::lock_guard lock(mutex_);
        const int count = ++count_;
        count_.notify_all();
        if (told_) told_(count);
    }
}

void stop_signals::listen(listener told) {
    const std::lock_guard lock(mutex_);
    told_ = std::move(told);
    for (int i = 1; told_ && i <= count_; ++i) told_(i);
}

void stop_signals::wait_for_first() { count_.wait(0); }

}  // namespace sweeplab::cli
