#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>

#include <cerrno>
#include <csignal>

#include "engine/process/pipes.h"

using namespace sweeplab;

TEST_CASE("a pipe closes on exec, and only our end does not block") {
    const auto made = open_pipe(our_end::reading);
    REQUIRE(made);
    for (const int fd : {made->read_end.get(), made->write_end.get()}) CHECK((::fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    CHECK((::fcntl(made->read_end.get(), F_GETFL) & O_NONBLOCK) != 0);
    CHECK((::fcntl(made->write_end.get(), F_GETFL) & O_NONBLOCK) == 0);
}

TEST_CASE("a pipe keeps clear of the standard streams when those are closed") {
    const unique_fd kept_input(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 100));
    ::close(STDIN_FILENO);
    const auto made = open_pipe(our_end::writing);
    const bool still_closed = ::fcntl(STDIN_FILENO, F_GETFD) == -1;
    if (kept_input) ::dup2(kept_input.get(), STDIN_FILENO);
    REQUIRE(made);
    CHECK(still_closed);
    CHECK(made->read_end.get() > STDERR_FILENO);
    CHECK(made->write_end.get() > STDERR_FILENO);
}

TEST_CASE("writing to a pipe that nobody reads is an error, not a signal") {
    for (const auto handling : {SIG_DFL, SIG_IGN}) {
        const auto before = std::signal(SIGPIPE, handling);
        auto made = open_pipe(our_end::writing);
        REQUIRE(made);
        made->read_end.reset();
        CHECK(write_without_signal(made->write_end.get(), "text") == -1);
        CHECK(errno == EPIPE);
        sigset_t pending;
        sigpending(&pending);
        CHECK(sigismember(&pending, SIGPIPE) == 0);
        std::signal(SIGPIPE, before);
    }
}

TEST_CASE("descriptors are made room for up to the hard limit, and beyond it refused with advice") {
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit low = before;
    low.rlim_cur = 256;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
    CHECK(ensure_descriptors(10));
    rlimit after{};
    ::getrlimit(RLIMIT_NOFILE, &after);
    CHECK(after.rlim_cur == 256);

    REQUIRE(before.rlim_max >= 1000);
    CHECK(ensure_descriptors(500));
    ::getrlimit(RLIMIT_NOFILE, &after);
    CHECK(after.rlim_cur >= 500);

    if (before.rlim_max != RLIM_INFINITY) {
        const auto refused = ensure_descriptors(before.rlim_max);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().advice.find("fewer workers") != std::string::npos);
    }
    ::setrlimit(RLIMIT_NOFILE, &before);
}

TEST_CASE("running out of descriptors says so") {
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit low = before;
    low.rlim_cur = 3;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
    const auto refused = open_pipe(our_end::reading);
    ::setrlimit(RLIMIT_NOFILE, &before);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == error_kind::busy);
    CHECK(refused.error().text().find("ulimit -n") != std::string::npos);
}
