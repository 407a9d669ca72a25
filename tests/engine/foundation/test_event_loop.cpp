#include <doctest/doctest.h>
#include <sys/socket.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "engine/foundation/event_loop.h"
#include "engine/foundation/unique_fd.h"

using namespace sweeplab;

namespace {

std::vector<event_loop::backend> backends() {
#ifdef __linux__
    return {event_loop::backend::epoll, event_loop::backend::poll};
#else
    return {event_loop::backend::poll};
#endif
}

const char* name_of(event_loop::backend which) { return which == event_loop::backend::poll ? "poll" : "epoll"; }

std::unique_ptr<event_loop> make_loop(event_loop::backend which) {
    auto loop = event_loop::create(which);
    REQUIRE(loop);
    return std::move(*loop);
}

struct socket_pair {
    unique_fd near;
    unique_fd far;
};

socket_pair make_sockets() {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    return {unique_fd(ends[0]), unique_fd(ends[1])};
}

void send_byte(int fd) { REQUIRE(::write(fd, "x", 1) == 1); }

class callback_watcher final : public fd_watcher {
public:
    explicit callback_watcher(std::function<void(int, fd_events)> callback) : callback_(std::move(callback)) {}
    void on_ready(int fd, fd_events ready, instant woke_at) override {
        last_woke_at = woke_at;
        ++calls;
        callback_(fd, ready);
    }
    int calls = 0;
    instant last_woke_at{};

private:
    std::function<void(int, fd_events)> callback_;
};

}  // namespace

TEST_CASE("a readable descriptor reaches its watcher until it is unwatched") {
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto loop = make_loop(which);
        const auto sockets = make_sockets();
        const instant before = loop->now();
        callback_watcher watcher([&](int fd, fd_events ready) {
            CHECK(fd == sockets.near.get());
            CHECK(contains(ready, fd_events::readable));
            loop->unwatch(fd);
            loop->stop();
        });
        loop->watch(sockets.near.get(), fd_events::readable, watcher);
        send_byte(sockets.far.get());
        loop->run();
        CHECK(watcher.calls == 1);
        CHECK(watcher.last_woke_at >= before);
        CHECK(watcher.last_woke_at <= loop->now());
        // The byte is still there, but nobody watches any more.
        bool posted = false;
        loop->post([&] { posted = true; });
        loop->run_until([&] { return posted; });
        CHECK(watcher.calls == 1);
    }
}

TEST_CASE("readiness is told again for as long as it lasts") {
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto loop = make_loop(which);
        const auto sockets = make_sockets();
        callback_watcher watcher([&](int, fd_events) {});
        loop->watch(sockets.near.get(), fd_events::readable, watcher);
        send_byte(sockets.far.get());
        loop->run_until([&] { return watcher.calls == 3; });
        CHECK(watcher.calls == 3);
    }
}

TEST_CASE("watching again changes the events, and a hang-up reads as both") {
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto loop = make_loop(which);
        auto sockets = make_sockets();
        fd_events seen = fd_events::none;
        callback_watcher watcher([&](int, fd_events ready) { seen = ready; });
        loop->watch(sockets.near.get(), fd_events::readable, watcher);
        loop->watch(sockets.near.get(), fd_events::writable, watcher);
        loop->run_until([&] { return seen != fd_events::none; });
        CHECK(seen == fd_events::writable);
        sockets.far.reset();
        loop->watch(sockets.near.get(), fd_events::readable, watcher);
        seen = fd_events::none;
        loop->run_until([&] { return seen != fd_events::none; });
        CHECK(seen == fd_events::both);
    }
}

TEST_CASE("an event never reaches a watcher that was unwatched in the same round") {
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto loop = make_loop(which);
        const auto first = make_sockets();
        const auto second = make_sockets();
        // Whichever comes first takes the other one's watch away.
        callback_watcher* other = nullptr;
        callback_watcher a([&](int, fd_events) { loop->unwatch(second.near.get()); });
        callback_watcher b([&](int, fd_events) { loop->unwatch(first.near.get()); });
        other = &b;
        send_byte(first.far.get());
        send_byte(second.far.get());
        loop->watch(first.near.get(), fd_events::readable, a);
        loop->watch(second.near.get(), fd_events::readable, *other);
        loop->run_until([&] { return a.calls + b.calls > 0; });
        CHECK(a.calls + b.calls == 1);
    }
}

TEST_CASE("a stale event does not reach the new owner of a reused descriptor number") {
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto loop = make_loop(which);
        auto first = make_sockets();
        auto second = make_sockets();
        auto replacement = make_sockets();  // nothing to read here
        int replaced = -1;
        callback_watcher innocent([&](int, fd_events) { FAIL_CHECK("an event of the closed descriptor arrived"); });
        const auto replace = [&](unique_fd& victim) {
            replaced = victim.get();
            loop->unwatch(replaced);
            REQUIRE(::dup2(replacement.near.get(), replaced) == replaced);
            loop->watch(replaced, fd_events::readable, innocent);
        };
        callback_watcher a([&](int, fd_events) {
            loop->unwatch(first.near.get());
            if (replaced < 0) replace(second.near);
        });
        callback_watcher b([&](int, fd_events) {
            loop->unwatch(second.near.get());
            if (replaced < 0) replace(first.near);
        });
        loop->watch(first.near.get(), fd_events::readable, a);
        loop->watch(second.near.get(), fd_events::readable, b);
        send_byte(first.far.get());
        send_byte(second.far.get());
        loop->run_until([&] { return replaced >= 0; });
        bool later = false;
        loop->post([&] { later = true; });
        loop->run_until([&] { return later; });
        CHECK(innocent.calls == 0);
    }
}

TEST_CASE("timers run in the order of their times, equal ones in the order they were made") {
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto loop = make_loop(which);
        std::vector<int> order;
        const instant now = loop->now();
        loop->call_at(now + 3ms, [&] { order.push_back(3); });
        loop->call_at(now + 1ms, [&] { order.push_back(1); });
        loop->call_at(now + 3ms, [&] { order.push_back(4); });
        loop->call_at(now - 1s, [&] { order.push_back(0); });
        const auto gone = loop->call_at(now + 2ms, [&] { order.push_back(2); });
        loop->cancel(gone);
        loop->cancel(gone);
        loop->cancel(timer_id::none);
        loop->run_until([&] { return order.size() == 4; });
        CHECK(order == std::vector<int>{0, 1, 3, 4});
        CHECK(loop->now() >= now + 3ms);
    }
}

TEST_CASE("a timer never runs early, though an earlier one was cancelled or a later one came first") {
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto loop = make_loop(which);
        const instant due = loop->now() + 4ms;
        loop->cancel(loop->call_at(due - 2ms, [] { FAIL_CHECK("a cancelled timer ran"); }));
        loop->call_at(due + std::chrono::hours(1), [] { FAIL_CHECK("a timer ran an hour early"); });
        instant ran{};
        loop->call_at(due, [&] { ran = loop->now(); });
        loop->run_until([&] { return ran != instant{}; });
        CHECK(ran >= due);
    }
}

TEST_CASE("a wait without end is one") {
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto loop = make_loop(which);
        loop->call_after(duration::max(), [] { FAIL_CHECK("the end of time came"); });
        bool ran = false;
        loop->call_after(1ms, [&] { ran = true; });
        loop->run_until([&] { return ran; });
        CHECK(ran);
    }
}

TEST_CASE("work posted by several threads all runs, in order for each of them") {
    constexpr int threads = 4, each = 2000;
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto loop = make_loop(which);
        std::vector<int> next(threads);
        int out_of_order = 0, done = 0;
        std::vector<std::jthread> posters;
        for (int t = 0; t < threads; ++t)
            posters.emplace_back([&, t] {
                for (int i = 0; i < each; ++i)
                    loop->post([&, t, i] {
                        if (next[t]++ != i) ++out_of_order;
                        ++done;
                    });
            });
        loop->run_until([&] { return done == threads * each; });
        CHECK(out_of_order == 0);
    }
}

TEST_CASE("work posted from inside posted work runs too") {
    for (const auto which : backends()) {
        const auto loop = make_loop(which);
        int depth = 0;
        std::function<void()> again = [&] {
            if (++depth < 100) loop->post(again);
        };
        loop->post(again);
        loop->run_until([&] { return depth == 100; });
        CHECK(depth == 100);
    }
}

TEST_CASE("a stop before the run ends it at once, and only that run") {
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto loop = make_loop(which);
        loop->stop();
        loop->run();
        bool ran = false;
        loop->call_after(1ms, [&] {
            ran = true;
            loop->stop();
        });
        loop->run();
        CHECK(ran);
    }
}

TEST_CASE("a loop that waits for nothing is stopped from another thread") {
    for (const auto which : backends()) {
        const auto loop = make_loop(which);
        std::jthread stopper([&] { loop->stop(); });
        loop->run();
    }
}

TEST_CASE("a callback may run the loop itself") {
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto loop = make_loop(which);
        const auto sockets = make_sockets();
        bool inner_posted = false, second_posted = false, outer_done = false;
        callback_watcher watcher([&](int fd, fd_events) {
            loop->unwatch(fd);
            loop->post([&] { inner_posted = true; });
            loop->run_until([&] { return inner_posted; });
            outer_done = true;
        });
        loop->watch(sockets.near.get(), fd_events::readable, watcher);
        send_byte(sockets.far.get());
        loop->post([&] {
            loop->post([&] { second_posted = true; });
            loop->run_until([&] { return second_posted; });
        });
        loop->run_until([&] { return outer_done && second_posted; });
        CHECK(inner_posted);
    }
}

TEST_CASE("the longest round of callbacks is told once") {
    const auto loop = make_loop(event_loop::backend::best);
    const auto busy = 2ms;
    bool done = false;
    loop->post([&] {
        const auto until = loop->now() + busy;
        while (loop->now() < until) {
        }
        done = true;
    });
    loop->run_until([&] { return done; });
    CHECK(loop->take_longest_round() >= busy);
    CHECK(loop->take_longest_round() == duration::zero());
}

// The wake-up must neither be lost nor reach a loop that is gone: the poster may still be inside post() or
// stop() when the loop has seen what it brought, has ended, and is destroyed.
TEST_CASE("no wake-up is lost in thousands of short lives") {
    constexpr int lives = 3000;
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        std::atomic<event_loop*> current = nullptr;
        std::atomic<bool> ending = false;
        std::jthread poster([&] {
            while (!ending) {
                auto* loop = current.exchange(nullptr);
                if (!loop) {
                    std::this_thread::yield();
                    continue;
                }
                loop->post([loop] { loop->stop(); });
            }
        });
        for (int life = 0; life < lives; ++life) {
            auto loop = make_loop(which);
            current = loop.get();
            loop->run();
            loop.reset();
        }
        ending = true;
    }
}

TEST_CASE("a stop from another thread is never lost either") {
    constexpr int lives = 3000;
    for (const auto which : backends()) {
        std::atomic<event_loop*> current = nullptr;
        std::atomic<bool> ending = false;
        std::jthread stopper([&] {
            while (!ending) {
                if (auto* loop = current.exchange(nullptr)) loop->stop();
                else std::this_thread::yield();
            }
        });
        for (int life = 0; life < lives; ++life) {
            auto loop = make_loop(which);
            current = loop.get();
            loop->run();
        }
        ending = true;
    }
}

// One message goes back and forth between two sleeping loops: a single lost wake-up would stop it for good.
TEST_CASE("two loops wake each other ten thousand times") {
    constexpr int rounds = 10'000;
    for (const auto which : backends()) {
        CAPTURE(name_of(which));
        const auto here = make_loop(which);
        const auto there = make_loop(which);
        int count = 0;
        std::jthread other([&] { there->run(); });
        std::function<void()> at_there, at_here;
        at_there = [&] { here->post(at_here); };
        at_here = [&] {
            if (++count < rounds) there->post(at_there);
        };
        here->post(at_here);
        here->run_until([&] { return count == rounds; });
        there->stop();
        CHECK(count == rounds);
    }
}
