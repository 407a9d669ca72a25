// What a policy is told of a load, from events made up by hand.
#include <doctest/doctest.h>

#include "engine/sweep/load_meter.h"

using namespace sweeplab;

TEST_CASE("the requests that became due, and the share of the workers' time that jobs took, since the last reading") {
    const std::vector<load_arrival> arrivals{{0ms, 0}, {100ms, 0}, {1000ms, 0}, {1500ms, 1}, {4s, 1}};
    load_meter meter(arrivals);
    meter.attempt_started(0ms);
    meter.attempt_started(500ms);
    meter.attempt_ended(750ms, 750ms);
    auto reading = meter.take(1s, 2);
    CHECK(reading.at == 1s);
    CHECK(reading.due_per_s == doctest::Approx(3));
    CHECK(reading.utilisation == doctest::Approx(0.625));  // 1 s + 0.25 s of 2 s
    CHECK(reading.answers == 1);
    CHECK_FALSE(reading.p95);
    meter.attempt_ended(2s, std::nullopt);
    reading = meter.take(3s, 1);
    CHECK(reading.due_per_s == doctest::Approx(0.5));
    CHECK(reading.utilisation == doctest::Approx(0.5));
    CHECK(reading.answers == 0);
}

TEST_CASE("workers that still finish what they began do not make the others busier than they can be") {
    const std::vector<load_arrival> arrivals{{0ms, 0}};
    load_meter meter(arrivals);
    for (int i = 0; i < 3; ++i) meter.attempt_started(0ms);
    CHECK(meter.take(1s, 1).utilisation == 1);
}

TEST_CASE("a p95 needs twenty answers, and is one of them") {
    const std::vector<load_arrival> arrivals{{0ms, 0}};
    load_meter meter(arrivals);
    for (int i = 20; i >= 1; --i) meter.attempt_ended(1s, i * 1ms);
    const auto reading = meter.take(2s, 1);
    REQUIRE(reading.p95);
    CHECK(*reading.p95 == 19ms);
}
