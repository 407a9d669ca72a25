#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "engine/foundation/hash.h"
#include "engine/foundation/random.h"

using namespace sweeplab;

TEST_CASE("digests are XXH3's own, so they stay the same from build to build") {
    // Reference values of XXH3_64bits and XXH3_128bits.
    CHECK(hash64("") == 0x2d06800538d394c2ULL);
    CHECK(digest_hex("") == "99aa06d3014798d86001c324468d497f");
    CHECK(hash64("a", 1) != hash64("a", 2));
    CHECK(digest_hex("sweep").size() == 32);
    CHECK(digest_hex("sweep") != digest_hex("sweeq"));
}

TEST_CASE("random numbers are SplitMix64's, the same for the same seed") {
    // Reference values for seed 1234567 (Vigna's splitmix64.c).
    random_source random(1234567);
    CHECK(random.next() == 6457827717110365317ULL);
    CHECK(random.next() == 3203168211198807973ULL);
    CHECK(random.next() == 9817491932198370423ULL);
}

TEST_CASE("a shuffle keeps every value and depends on the seed alone") {
    const auto shuffled = [](std::uint64_t seed) {
        std::vector<int> values(50);
        std::iota(values.begin(), values.end(), 0);
        random_source(seed).shuffle(values);
        return values;
    };
    CHECK(shuffled(1) == shuffled(1));
    CHECK(shuffled(1) != shuffled(2));
    const auto values = shuffled(3);
    CHECK(std::set<int>(values.begin(), values.end()).size() == 50);
}

TEST_CASE("uniform and normal numbers have the moments that they must have") {
    random_source random(5);
    constexpr int n = 100'000;
    double sum = 0, normal_sum = 0, normal_squares = 0;
    for (int i = 0; i < n; ++i) {
        const double u = random.uniform();
        REQUIRE((u >= 0 && u < 1));
        sum += u;
        const double z = random.normal();
        normal_sum += z;
        normal_squares += z * z;
    }
    CHECK(sum / n == doctest::Approx(0.5).epsilon(0.01));
    CHECK(std::abs(normal_sum / n) < 0.02);
    CHECK(normal_squares / n == doctest::Approx(1).epsilon(0.02));
}
