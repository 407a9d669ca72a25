// The real-time clock, which the kernel stamps packets with, is set while streams run: times must stay true.
#include <doctest/doctest.h>

#include "engine/http/clock_bridge.h"
#include "engine/http/receive_stamps.h"

using namespace sweeplab;

namespace {

using namespace std::chrono_literals;

// Both clocks by hand; reading them takes no time.
struct hand_clocks {
    instant monotonic{1000s};
    std::int64_t offset_ns = 1'700'000'000'000'000'000;

    clock_pair pair() {
        return {[this] { return monotonic; }, [this] { return stamp(monotonic); }};
    }
    // What the kernel writes on a packet that comes at this instant.
    std::int64_t stamp(instant at) const { return at.time_since_epoch().count() + offset_ns; }
    void set_clock(duration by) { offset_ns += by.count(); }
};

}  // namespace

TEST_CASE("a stamp before its cause gives way to the wake-up") {
    const instant sent(std::chrono::seconds(10));
    const auto ms = [&](int after) { return sent + std::chrono::milliseconds(after); };
    const receive_stamp good{ms(5), ms(6), true};
    CHECK(not_before(sent, good).arrived == ms(5));
    CHECK(not_before(sent, good).by_kernel);
    const receive_stamp impossible{ms(-43), ms(6), true};
    CHECK(not_before(sent, impossible).arrived == ms(6));
    CHECK_FALSE(not_before(sent, impossible).by_kernel);
    CHECK(not_before(ms(5), good).arrived == ms(5));  // at the very instant
}

TEST_CASE("a stamp is the instant at which its bytes arrived") {
    hand_clocks clocks;
    clock_bridge bridge(clocks.pair());
    const auto stamp = clocks.stamp(clocks.monotonic - 30us);
    CHECK(bridge.arrival_of(stamp, clocks.monotonic) == clocks.monotonic - 30us);
    // Bytes that came after the wake-up, before the stamp was read.
    const instant woke_at = clocks.monotonic;
    clocks.monotonic += 50us;
    CHECK(bridge.arrival_of(clocks.stamp(woke_at + 20us), woke_at) == woke_at + 20us);
}

TEST_CASE("the clock is set forwards or backwards: the next stamps are true again, none is shifted") {
    for (const duration step : {duration(1h), duration(-1h), duration(3s), duration(-3s)}) {
        CAPTURE(step.count());
        hand_clocks clocks;
        clock_bridge bridge(clocks.pair());
        clocks.monotonic += 100ms;  // sooner than the bridge would look by itself
        clocks.set_clock(step);
        const auto arrived = clocks.monotonic - 10us;
        CHECK(bridge.arrival_of(clocks.stamp(arrived), clocks.monotonic) == arrived);
    }
}

TEST_CASE("bytes that were stamped before the clock was set and read after it have no stamp, rather than a wrong one") {
    for (const duration step : {duration(1h), duration(-1h)}) {
        CAPTURE(step.count());
        hand_clocks clocks;
        clock_bridge bridge(clocks.pair());
        const auto stamp = clocks.stamp(clocks.monotonic);
        clocks.monotonic += 2s;  // the bridge looks again
        clocks.set_clock(step);
        const auto arrival = bridge.arrival_of(stamp, clocks.monotonic);
        CHECK_FALSE(arrival);
    }
}

TEST_CASE("a slow drift between the clocks is followed") {
    hand_clocks clocks;
    clock_bridge bridge(clocks.pair());
    for (int second = 0; second < 100; ++second) {
        clocks.monotonic += 1100ms;
        clocks.set_clock(50us);
        CHECK(bridge.arrival_of(clocks.stamp(clocks.monotonic), clocks.monotonic) == clocks.monotonic);
    }
}

TEST_CASE("an old stamp is believed when the reader was kept from running, but not without end") {
    hand_clocks clocks;
    clock_bridge bridge(clocks.pair());
    CHECK(bridge.arrival_of(clocks.stamp(clocks.monotonic - 20s), clocks.monotonic) == clocks.monotonic - 20s);
    CHECK_FALSE(bridge.arrival_of(clocks.stamp(clocks.monotonic - 61s), clocks.monotonic));
}
