// Memory of a process with its descendants.
#include "engine/process/tree_memory.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

using namespace sweeplab;

#ifdef __linux__

namespace {

// A child that touches so many bytes, says so, and waits to be ended.
class holding_child {
public:
    explicit holding_child(std::size_t bytes) {
        int ready[2];
        REQUIRE(::pipe(ready) == 0);
        pid_ = ::fork();
        if (pid_ == 0) {
            std::vector<char> held(bytes);
            std::fill(held.begin(), held.end(), 'x');
            if (::write(ready[1], held.data(), 1) != 1) ::_exit(1);
            for (;;) ::pause();
        }
        char said = 0;
        REQUIRE(::read(ready[0], &said, 1) == 1);
        ::close(ready[0]);
        ::close(ready[1]);
    }
    ~holding_child() {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    pid_t pid() const { return pid_; }

private:
    pid_t pid_ = 0;
};

}  // namespace

TEST_CASE("what the descendants hold is counted with the process") {
    constexpr std::int64_t held = 64 << 20;
    const auto alone = tree_memory_bytes(::getpid());
    REQUIRE(alone);
    CHECK(*alone > 0);
    const holding_child child(held);
    const auto of_child = tree_memory_bytes(child.pid());
    REQUIRE(of_child);
    CHECK(*of_child >= held);
    const auto together = tree_memory_bytes(::getpid());
    REQUIRE(together);
    CHECK(*together >= *alone + held);
}

TEST_CASE("a process that is gone has no memory, which is not none") {
    pid_t gone = 0;
    {
        const holding_child child(1);
        gone = child.pid();
    }
    CHECK_FALSE(tree_memory_bytes(gone));
}

TEST_CASE("the watch keeps the most it saw, and nothing of what was too short") {
    tree_watch watch;
    CHECK_FALSE(watch.remove(1));
    watch.add(::getpid());
    watch.remove(::getpid());
    CHECK_FALSE(watch.remove(::getpid()));
    // Looked at now and then: asked until it was.
    std::optional<std::int64_t> seen;
    for (int tries = 0; tries < 100 && !seen; ++tries) {
        watch.add(::getpid());
        ::usleep(300'000);
        seen = watch.remove(::getpid());
    }
    REQUIRE(seen);
    CHECK(*seen > 0);
}

#endif
