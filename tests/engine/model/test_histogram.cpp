#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "engine/model/histogram.h"

using namespace sweeplab;

TEST_CASE("small values are kept exactly") {
    histogram values;
    for (int i = 1; i <= 200; ++i) values.add(i);
    CHECK(values.count() == 200);
    CHECK(values.quantile(0.5) == 100);
    CHECK(values.quantile(0.95) == 190);
    CHECK(values.quantile(1) == 200);
    CHECK(values.quantile(0) == 1);
    CHECK(values.mean() == 100.5);
    CHECK(values.share_below(101) == 0.5);
    CHECK(values.share_below(1) == 0);
    CHECK(values.share_below(201) == 1);
    CHECK(values.least() == 1);
    CHECK(values.most() == 200);
}

TEST_CASE("nothing is known of no values, and one value is all there is") {
    histogram values;
    CHECK_FALSE(values.quantile(0.5));
    CHECK_FALSE(values.mean());
    CHECK_FALSE(values.share_below(1));
    CHECK_FALSE(values.most());
    values.add(123'456'789);
    CHECK(values.quantile(0.01) == 123'456'789);
    CHECK(values.quantile(0.99) == 123'456'789);
    values.add(-5);  // a clock does not go back; what says so is nothing
    CHECK(values.least() == 0);
}

TEST_CASE("large values are known within half a bucket, whatever their size") {
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> times(std::log(20e6), 1.5);
    std::vector<std::int64_t> all;
    histogram values;
    for (int i = 0; i < 20'000; ++i) {
        all.push_back(static_cast<std::int64_t>(times(random)));
        values.add(all.back());
    }
    std::ranges::sort(all);
    for (const double share : {0.001, 0.05, 0.5, 0.9, 0.99, 0.999}) {
        const auto exact = static_cast<double>(all[static_cast<std::size_t>(std::ceil(share * 20'000)) - 1]);
        CHECK(std::abs(*values.quantile(share) / exact - 1) <= 0.004);
        const auto below =
            static_cast<double>(std::ranges::lower_bound(all, static_cast<std::int64_t>(exact)) - all.begin());
        CHECK(std::abs(*values.share_below(exact) - below / 20'000) < 0.005);
    }
    CHECK(values.buckets().size() < 2'500);  // however many values there are
    histogram largest;
    largest.add(std::numeric_limits<std::int64_t>::max());
    CHECK(*largest.quantile(0.5) == doctest::Approx(9.223372036854775807e18).epsilon(0.004));
}

TEST_CASE("histograms add up as if all values had come to one") {
    histogram a, b, both;
    for (const std::int64_t value : {5, 5, 900, 1'000'000}) {
        a.add(value);
        both.add(value);
    }
    for (const std::int64_t value : {5, 77, 1'000'003, 2'000'000'000}) {
        b.add(value);
        both.add(value);
    }
    a.merge(b);
    a.merge(histogram{});
    CHECK(a == both);
    histogram empty;
    empty.merge(both);
    CHECK(empty == both);
}

TEST_CASE("what was stored comes back the same, and what contradicts itself does not") {
    histogram values;
    for (const std::int64_t value : {3, 3, 4'711, 99'999'999}) values.add(value);
    const auto again = histogram::from_parts(values.buckets(), *values.least(), *values.most(), values.sum());
    REQUIRE(again);
    CHECK(*again == values);
    auto unordered = values.buckets();
    std::swap(unordered[0], unordered[1]);
    CHECK_FALSE(histogram::from_parts(unordered, 3, 99'999'999, values.sum()));
    CHECK_FALSE(histogram::from_parts(values.buckets(), 4, 99'999'999, values.sum()));
    CHECK_FALSE(histogram::from_parts(values.buckets(), 3, 5, values.sum()));
    CHECK_FALSE(histogram::from_parts({{3, 0}}, 3, 3, 0));
    CHECK_FALSE(histogram::from_parts({{-1, 1}}, 0, 0, 0));
    CHECK_FALSE(histogram::from_parts(values.buckets(), 3, 99'999'999, std::nan("")));
    CHECK(histogram::from_parts({}, 0, 0, 0) == histogram{});
}
