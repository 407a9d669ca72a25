#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "engine/foundation/task_thread.h"

using namespace sweeplab;

TEST_CASE("work runs in the order it was posted, on another thread") {
    std::vector<int> order;
    std::thread::id worker;
    {
        task_thread thread("order");
        for (int i = 0; i < 1000; ++i) thread.post([&order, i] { order.push_back(i); });
        thread.post([&] { worker = std::this_thread::get_id(); });
    }
    REQUIRE(order.size() == 1000);
    CHECK(std::is_sorted(order.begin(), order.end()));
    CHECK(worker != std::this_thread::get_id());
}

TEST_CASE("drain waits for all that was posted before") {
    task_thread thread("drain");
    std::atomic<int> done = 0;
    for (int round = 1; round <= 200; ++round) {
        for (int i = 0; i < 10; ++i) thread.post([&] { ++done; });
        thread.drain();
        REQUIRE(done == round * 10);
    }
}

TEST_CASE("the end does what was posted, and what that posted") {
    std::atomic<int> done = 0;
    {
        task_thread thread("end");
        thread.post([&] {
            ++done;
            thread.post([&] { ++done; });
        });
    }
    CHECK(done == 2);
}

TEST_CASE("several threads post at once") {
    std::atomic<int> done = 0;
    {
        task_thread thread("many");
        std::vector<std::jthread> posters;
        for (int t = 0; t < 4; ++t)
            posters.emplace_back([&] {
                for (int i = 0; i < 1000; ++i) thread.post([&] { ++done; });
            });
    }
    CHECK(done == 4000);
}

// The work may let another thread destroy the object while the poster is still inside post().
TEST_CASE("a poster may be overtaken by the end that its work brings") {
    for (int life = 0; life < 2000; ++life) {
        auto thread = std::make_unique<task_thread>("short");
        std::atomic<bool> seen = false;
        std::jthread poster([&seen, target = thread.get()] { target->post([&seen] { seen = true; }); });
        while (!seen) std::this_thread::yield();
        thread.reset();
    }
}
