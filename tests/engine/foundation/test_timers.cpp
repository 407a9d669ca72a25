#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/foundation/random.h"
#include "engine/foundation/timer_queue.h"

using namespace sweeplab;

TEST_CASE("virtual time jumps from timer to timer") {
    virtual_timers timers(instant(10s));
    std::vector<instant> ran;
    timers.call_after(5s, [&] { ran.push_back(timers.now()); });
    timers.call_at(instant(12s), [&] {
        ran.push_back(timers.now());
        timers.call_after(1s, [&] { ran.push_back(timers.now()); });
    });
    timers.call_at(instant(1s), [&] { ran.push_back(timers.now()); });  // past: runs next, and time does not go back
    timers.run_all();
    CHECK(ran == std::vector<instant>{instant(10s), instant(12s), instant(13s), instant(15s)});
    CHECK_FALSE(timers.run_next());
}

TEST_CASE("running until a time runs what is due then, and stops there") {
    virtual_timers timers;
    int ran = 0;
    timers.call_at(instant(1s), [&] { ++ran; });
    timers.call_at(instant(2s), [&] { ++ran; });
    timers.call_at(instant(2s + 1ns), [&] { ++ran; });
    timers.run_until(instant(2s));
    CHECK(ran == 2);
    CHECK(timers.now() == instant(2s));
    timers.run_until(instant(9s));
    CHECK(ran == 3);
    CHECK(timers.now() == instant(9s));
}

TEST_CASE("a timer may cancel another one that is due at the same instant") {
    virtual_timers timers;
    bool ran = false;
    timer_id second = timer_id::none;
    timers.call_at(instant(1s), [&] { timers.cancel(second); });
    second = timers.call_at(instant(1s), [&] { ran = true; });
    timers.run_all();
    CHECK_FALSE(ran);
}

TEST_CASE("the queue gives timers in order, whatever was added and removed") {
    timer_queue queue;
    random_source random(7);
    std::vector<timer_id> ids;
    std::vector<std::int64_t> times;
    std::vector<std::int64_t> ran;
    for (int i = 0; i < 1000; ++i) {
        const auto at = static_cast<std::int64_t>(random.below(100));
        times.push_back(at);
        ids.push_back(queue.add(instant(duration(at)), [&ran, at] { ran.push_back(at); }));
    }
    std::vector<std::int64_t> left;
    for (int i = 0; i < 1000; ++i) {
        if (random.below(2) == 0) queue.remove(ids[i]);
        else left.push_back(times[i]);
    }
    std::sort(left.begin(), left.end());
    REQUIRE(queue.next_due() == instant(duration(left.front())));
    CHECK_FALSE(queue.take_due(instant(duration(-1))));
    while (auto callback = queue.take_due(instant(1s))) callback();
    CHECK(ran == left);
    CHECK(queue.empty());
    CHECK_FALSE(queue.next_due());
}

TEST_CASE("seconds become nanoseconds, and what is beyond them the longest duration") {
    CHECK(from_seconds(1.5) == 1500ms);
    CHECK(from_seconds(1e-9) == 1ns);
    CHECK(from_seconds(-0.25) == -250ms);
    CHECK(from_seconds(1e300) == duration::max());
    CHECK(from_seconds(-1e300) == duration::min());
    CHECK(from_seconds(std::numeric_limits<double>::infinity()) == duration::max());
    CHECK(from_seconds(std::numeric_limits<double>::quiet_NaN()) == duration::zero());
    CHECK(to_seconds(from_seconds(171.14)) == doctest::Approx(171.14).epsilon(1e-15));
    CHECK(later(instant(5s), duration::max()) == instant::max());
    CHECK(later(instant(5s), 2s) == instant(7s));
    CHECK(later(instant(5s), -2s) == instant(3s));
}
