#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "engine/telemetry/process_watcher.h"

using namespace sweeplab;

namespace {

// With all that it starts: a group of its own, so that nothing outlives the test.
class child {
public:
    explicit child(const char* script) : pid_(::fork()) {
        ::setpgid(pid_, 0);
        if (pid_ != 0) return;
        ::execlp("sh", "sh", "-c", script, static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ~child() { end(); }
    int pid() const { return pid_; }
    void end() {
        if (pid_ <= 0) return;
        ::kill(-pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = 0;
    }

private:
    pid_t pid_;
};

}  // namespace

TEST_CASE("a process is seen while it lives, and no other is taken for it") {
    child one("exec sleep 60");
    process_watcher watcher(nullptr);
    watcher.watch(one.pid());
    const auto now = monotonic_clock().now();
    const auto first = watcher.read(now);
    CHECK(first.get(resource::process_count) == 1);
    CHECK(first.get(resource::process_memory).value_or(0) > 0);
    CHECK_FALSE(first.has(resource::process_cpu));  // a rate needs two readings
    CHECK(watcher.read(now + std::chrono::seconds(1)).get(resource::process_cpu).value_or(-1) >= 0);
    one.end();
    CHECK_FALSE(watcher.read(now + std::chrono::seconds(2)).has(resource::process_count));
}

TEST_CASE("a process that ended and was not waited for is no process") {
    child one("exit 0");
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(one.pid()), &info, WEXITED | WNOWAIT);
    process_watcher watcher(nullptr);
    watcher.watch(one.pid());
    CHECK_FALSE(watcher.read(monotonic_clock().now()).has(resource::process_count));
}

TEST_CASE("descendants count with it") {
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const auto script = "sleep 60 & echo x >&" + std::to_string(ready[1]) + "; wait";
    child one(script.c_str());
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    process_watcher watcher(nullptr);
    watcher.watch(one.pid());
    CHECK(watcher.read(monotonic_clock().now()).get(resource::process_count) == 2);
    for (const int end : ready) ::close(end);
}

TEST_CASE("nobody is watched until it is said who") {
    process_watcher watcher(nullptr);
    CHECK(watcher.read(monotonic_clock().now()).empty());
}
