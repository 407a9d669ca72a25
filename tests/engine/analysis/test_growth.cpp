#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "engine/analysis/growth.h"

using namespace sweeplab;

namespace {

gauge_part line(double from_h, double to_h, int samples, double level, double per_hour) {
    gauge_part part;
    for (int i = 0; i < samples; ++i) {
        const double at = from_h + (to_h - from_h) * i / (samples - 1);
        part.push_back({at, level + per_hour * (at - from_h)});
    }
    return part;
}

}  // namespace

TEST_CASE("a straight line has its slope, and an interval as wide as the gauge's smallest step") {
    const auto growth = estimate_growth({line(0, 2, 100, 500, 12)}, 0.5);
    REQUIRE(growth);
    CHECK(growth->per_hour == doctest::Approx(12));
    CHECK(*growth->lo == doctest::Approx(11.75));
    CHECK(*growth->hi == doctest::Approx(12.25));
    CHECK(growth->span_h == doctest::Approx(2));
    const auto still = estimate_growth({line(0, 2, 100, 500, 0)}, 0.5);
    CHECK(still->per_hour == doctest::Approx(0));
    CHECK(*still->hi == doctest::Approx(0.25));
}

TEST_CASE("by hand: five samples around a line") {
    // x 0..4, y 1 3 2 5 4: slope 0.8; residuals -0.4 0.8 -1 1.2 -0.6, which alternate, so none is taken off.
    const auto growth = estimate_growth({{{0, 1}, {1, 3}, {2, 2}, {3, 5}, {4, 4}}});
    REQUIRE(growth);
    CHECK(growth->per_hour == doctest::Approx(0.8));
    CHECK(growth->independent == doctest::Approx(5));
    // sqrt(3.6 / 3 / 10) times t of 3 degrees of freedom, 3.182446
    CHECK(*growth->hi - growth->per_hour == doctest::Approx(0.346410 * 3.182446).epsilon(1e-5));
}

TEST_CASE("a restart begins at another level, which is no growth") {
    const auto growth = estimate_growth({line(0, 1, 50, 800, 4), line(1.5, 3, 80, 300, 4)});
    REQUIRE(growth);
    CHECK(growth->per_hour == doctest::Approx(4));
    CHECK(*growth->lo == doctest::Approx(4));
    CHECK(growth->span_h == doctest::Approx(2.5));
}

TEST_CASE("samples that hang together are fewer than they are") {
    // A level that is held for 50 samples says one thing 50 times.
    std::mt19937_64 random(3);
    std::normal_distribution<double> noise(0, 1);
    int covers = 0, naive_covers = 0;
    constexpr int times = 200;
    for (int run = 0; run < times; ++run) {
        gauge_part part;
        double drift = 0;
        for (int i = 0; i < 400; ++i) {
            drift = 0.9 * drift + noise(random);
            part.push_back({i / 400.0, drift});
        }
        const auto growth = estimate_growth({part});
        REQUIRE(growth);
        CHECK(growth->independent < 60);
        REQUIRE(growth->lo);
        covers += *growth->lo <= 0 && 0 <= *growth->hi ? 1 : 0;
        const double naive = (*growth->hi - growth->per_hour) * std::sqrt(growth->independent / 400);
        naive_covers += std::abs(growth->per_hour) <= naive ? 1 : 0;
    }
    CHECK(covers >= times * 85 / 100);
    CHECK(naive_covers < times * 65 / 100);  // what leaving it out would claim to be 95 %
}

TEST_CASE("a gauge that goes by steps is taken for a walk, whose drift has an honest interval") {
    std::mt19937_64 random(11);
    std::normal_distribution<double> noise(0, 1);
    int covers = 0, walks = 0;
    constexpr int times = 200;
    for (int run = 0; run < times; ++run) {
        gauge_part part;
        double level = 0;
        for (int i = 0; i < 480; ++i) {
            level += 5.0 / 480 + 0.1 * noise(random);  // 5 an hour
            part.push_back({i / 480.0, level});
        }
        const auto growth = estimate_growth({part});
        REQUIRE(growth);
        REQUIRE(growth->lo);
        walks += growth->walk ? 1 : 0;
        covers += *growth->lo <= 5 && 5 <= *growth->hi ? 1 : 0;
    }
    CHECK(walks > times / 2);
    CHECK(covers >= times * 88 / 100);
}

TEST_CASE("a slow curve has its mean growth, with an interval that holds its end rates apart") {
    gauge_part part;
    for (int i = 0; i <= 240; ++i) {
        const double at = i / 240.0;
        part.push_back({at, 100 + 6 * at - 2 * at * at});  // from 6 an hour to 2
    }
    const auto growth = estimate_growth({part});
    REQUIRE(growth);
    CHECK(growth->walk);
    CHECK(growth->per_hour == doctest::Approx(4).epsilon(0.02));
    REQUIRE(growth->lo);
    CHECK(*growth->lo > 2);
    CHECK(*growth->hi < 6);
    CHECK(growth->independent == 11);
}

TEST_CASE("too little to speak of") {
    CHECK_FALSE(estimate_growth({}));
    CHECK_FALSE(estimate_growth({{{0, 1}}}));
    CHECK_FALSE(estimate_growth({{{1, 1}, {1, 2}}}));
    const auto two = estimate_growth({{{0, 1}, {1, 2}}});
    REQUIRE(two);
    CHECK(two->per_hour == doctest::Approx(1));
    CHECK_FALSE(two->lo);
}
