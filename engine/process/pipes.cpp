#include "engine/process/pipes.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/resource.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fmt/format.h>

namespace sweeplab {
namespace {

bool open_private_pipe(int (&ends)[2]) {
#ifdef __linux__
    return ::pipe2(ends, O_CLOEXEC) == 0;
#else
    return ::pipe(ends) == 0 && ::fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && ::fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
#endif
}

// A program that was started without its standard streams gets 0 to 2 for its next descriptors, which
// the child's own standard streams would overwrite.
bool move_above_standard_streams(unique_fd& fd) {
    if (fd.get() > STDERR_FILENO) return true;
    const int moved = ::fcntl(fd.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (moved >= 0) fd.reset(moved);
    return moved >= 0;
}

}  // namespace

result<pipe_ends> open_pipe(our_end ours) {
    int ends[2] = {-1, -1};
    const bool opened = open_private_pipe(ends);
    const int problem = errno;
    pipe_ends made{unique_fd(ends[0]), unique_fd(ends[1])};
    if (!opened) {
        const bool too_many = problem == EMFILE || problem == ENFILE;
        return fail(too_many ? error_kind::busy : error_kind::io,
                    fmt::format("cannot open a pipe to the command: {}", std::strerror(problem)), {},
                    too_many ? "Use fewer workers, or raise the limit (ulimit -n)" : "");
    }
    const auto& nonblocking = ours == our_end::reading ? made.read_end : made.write_end;
    if (!move_above_standard_streams(made.read_end) || !move_above_standard_streams(made.write_end) ||
        ::fcntl(nonblocking.get(), F_SETFL, O_NONBLOCK) != 0)
        return fail(error_kind::io, fmt::format("cannot prepare a pipe to the command: {}", std::strerror(errno)));
    return made;
}

int null_device() {
    static const unique_fd device = [] {
        unique_fd opened(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        if (opened) move_above_standard_streams(opened);
        return opened;
    }();
    return device.get();
}

ssize_t write_without_signal(int fd, std::string_view bytes) {
    sigset_t pipe_signal;
    sigset_t before;
    sigset_t pending;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    const bool pending_already = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    const int problem = errno;
    if (written < 0 && problem == EPIPE && !pending_already) {
        // The signal went to this very thread, unless it is ignored: take it before it is let in again.
        sigpending(&pending);
        int taken = 0;
        if (sigismember(&pending, SIGPIPE) == 1) sigwait(&pipe_signal, &taken);
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = problem;
    return written;
}

result<void> ensure_descriptors(std::size_t needed) {
    constexpr rlim_t own_use = 128;  // database, sockets, the window
    const rlim_t wanted = static_cast<rlim_t>(needed) + own_use;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= wanted) return {};
    if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max >= wanted) {
        const rlimit raised{wanted, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) return {};
    }
    return fail(error_kind::unsupported,
                fmt::format("this needs {} open files at once, but the limit is {}", wanted, limit.rlim_max), {},
                "Use fewer workers, or raise the limit (ulimit -Hn)");
}

}  // namespace sweeplab
