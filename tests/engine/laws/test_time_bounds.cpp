#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "engine/laws/time_bounds.h"

using namespace sweeplab;

TEST_CASE("the bounds are Graham's and Brent's") {
    const auto four = bounds_at(4, 100, 20);
    REQUIRE(four);
    CHECK(four->lower_s == doctest::Approx(25));       // 100 / 4
    CHECK(four->upper_s == doctest::Approx(25 + 15));  // 100 / 4 + 3/4 of 20
    const auto ten = bounds_at(10, 100, 20);
    REQUIRE(ten);
    CHECK(ten->lower_s == doctest::Approx(20));  // the longest item
    CHECK(ten->upper_s == doctest::Approx(28));
    const auto one = bounds_at(1, 100, 20);
    REQUIRE(one);
    CHECK(one->lower_s == doctest::Approx(100));
    CHECK(one->upper_s == doctest::Approx(100));
    const auto single_item = bounds_at(7, 5, 5);  // one item: always its own time
    REQUIRE(single_item);
    CHECK(single_item->lower_s == doctest::Approx(5));
    CHECK(single_item->upper_s == doctest::Approx(5));
}

TEST_CASE("there are no bounds of what is no work") {
    const double nan = std::nan("");
    const double infinite = std::numeric_limits<double>::infinity();
    CHECK_FALSE(bounds_at(0, 100, 20));
    CHECK_FALSE(bounds_at(-3, 100, 20));
    CHECK_FALSE(bounds_at(nan, 100, 20));
    CHECK_FALSE(bounds_at(infinite, 100, 20));
    CHECK_FALSE(bounds_at(2, 0, 0));
    CHECK_FALSE(bounds_at(2, 100, 0));
    CHECK_FALSE(bounds_at(2, nan, 20));
    CHECK_FALSE(bounds_at(2, 100, infinite));
    CHECK_FALSE(bounds_at(2, 20, 100));  // an item longer than all of them together
}

TEST_CASE("a measured point lies above, inside or below the band") {
    const auto band = *bounds_at(4, 100, 20);  // 25 to 40
    CHECK(place_in(band, 45) == band_place::above);
    CHECK(place_in(band, 40) == band_place::inside);
    CHECK(place_in(band, 30) == band_place::inside);
    CHECK(place_in(band, 25) == band_place::inside);
    CHECK(place_in(band, 24) == band_place::below);
    CHECK(place_in(band, 41, 0.05) == band_place::inside);  // within the noise of the repeats
    CHECK(place_in(band, 24, 0.05) == band_place::inside);
    CHECK(place_in(band, 43, 0.05) == band_place::above);
    CHECK(place_in(band, 0) == band_place::unknown);
    CHECK(place_in(band, std::nan("")) == band_place::unknown);
    CHECK(place_in(band, 30, -1) == band_place::unknown);
    CHECK(in_words(band_place::above).find("overhead") != std::string_view::npos);
    CHECK(in_words(band_place::below).find("baseline is wrong") != std::string_view::npos);
}
