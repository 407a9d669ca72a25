#include <doctest/doctest.h>

#include "engine/prediction/run_bounds.h"
#include "tests/engine/prediction/replayed_run.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

run_record run_of(const std::vector<replay_item>& items, const std::vector<int>& counts, double inflation = 0) {
    replay_settings settings;
    settings.inflation = inflation;
    return replayed_run(items, counts, settings);
}

std::vector<replay_item> items_of(const std::vector<std::int64_t>& seconds) {
    std::vector<replay_item> items(seconds.size());
    for (std::size_t i = 0; i < items.size(); ++i) items[i].service_ns = seconds[i] * 1'000'000'000;
    return items;
}

run_bounds bounds_of(const run_record& run) { return sweeplab::bounds_of(run, make_scaling_curve(run)); }

}  // namespace

TEST_CASE("bounds of a run: three items of 1, 2 and 3 s on 1, 2 and 4 workers") {
    const auto bounds = bounds_of(run_of(items_of({1, 2, 3}), {1, 2, 4}));
    REQUIRE(bounds.missing.empty());
    CHECK(bounds.work_s == doctest::Approx(6));
    CHECK(bounds.span_s == doctest::Approx(3));
    REQUIRE(bounds.points.size() == 3);
    CHECK(bounds.points[0].band.lower_s == doctest::Approx(6));
    CHECK(bounds.points[0].band.upper_s == doctest::Approx(6));
    CHECK(bounds.points[1].band.lower_s == doctest::Approx(3));
    CHECK(bounds.points[1].band.upper_s == doctest::Approx(4.5));
    CHECK(bounds.points[2].band.lower_s == doctest::Approx(3));
    CHECK(bounds.points[2].band.upper_s == doctest::Approx(1.5 + 0.75 * 3));
    for (const auto& point : bounds.points) CHECK(point.place == band_place::inside);
    const auto document = to_json(bounds);
    CHECK(document["points"][1]["place"] == "inside");
    CHECK(document["missing"].is_null());
}

TEST_CASE("bounds of a run: items that slow each other down lie above the band, and a slow baseline below it") {
    const auto items = made_up_items(40);
    const auto inflated = bounds_of(run_of(items, {1, 8}, 0.5));
    CHECK(inflated.points.back().place == band_place::above);

    auto run = run_of(items, {1, 8});
    for (auto& span : run.trials.front().attempts) {  // the machine was busy during the first trial
        span.claimed_ns *= 2;
        span.start_ns *= 2;
        span.end_ns *= 2;
        span.released_ns *= 2;
    }
    *run.trials.front().time_ns *= 2;
    const auto slow = bounds_of(run);
    CHECK(slow.points.back().place == band_place::below);
}

TEST_CASE("bounds of a run: none without a time at 1 worker, nor for a command that spreads its own work") {
    const auto items = made_up_items(6);
    CHECK(bounds_of(run_of(items, {2, 4})).missing == "The band needs a time at 1 worker.");
    CHECK(bounds_of(run_of(items, {2, 4})).points.empty());

    auto imported = run_of(items, {1, 2});
    imported.items.clear();
    for (auto& one : imported.trials) one.attempts.clear();
    CHECK_FALSE(bounds_of(imported).missing.empty());
    CHECK(to_json(bounds_of(imported))["points"].empty());
}
