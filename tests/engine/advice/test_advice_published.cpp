#include <doctest/doctest.h>

#include "tests/engine/advice/advised_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

// Twelve durations whose list schedule gives the published times: 171.14, 58.50, 36.94, 33.42 and 32.73 s.
std::vector<replay_item> published_chunks() {
    std::vector<replay_item> items;
    for (const double seconds : {8.8, 13.6, 10.7, 14.7, 16.6, 6.4, 3.9, 17.6, 10.4, 12.6, 33.1, 22.7})
        items.push_back({static_cast<std::int64_t>(seconds * 1e9), 0, {}, {}});
    return items;
}

}  // namespace

TEST_CASE("the published benchmark gives its authors' advice from the times alone") {
    const auto report = make_advice(about_the_published_benchmark());
    INFO(describe_advice(report));
    REQUIRE(report.moods.size() == 3);
    CHECK(report.moods[0].mood == "development");
    CHECK(report.moods[0].advice.workers == 4);
    CHECK(report.moods[1].mood == "batches");
    CHECK(report.moods[1].advice.workers == 10);
    CHECK(report.moods[2].mood == "urgency");
    CHECK(report.moods[2].advice.shown_by == 20);  // what was measured
    CHECK(report.moods[2].advice.workers == 12);   // what it comes to
    CHECK(report.moods[2].advice.reason.find("measured with 20 and 50") != std::string::npos);
}

TEST_CASE("it says what the published report could not: 12 chunks make 50 workers pointless") {
    const auto report = make_advice(about_the_published_benchmark());
    CHECK(report.usable_workers == 12);
    CHECK(report.cap == width_cap::items);
    CHECK(why_not(report, 50) == "50 workers: 12 items, so 38 never get one");
    CHECK(why_not(report, 20) == "20 workers: 12 items, so 8 never get one");
    CHECK_FALSE(report.noise_known);
    CHECK_FALSE(report.chosen.range);
    CHECK(any_says(report.actions, "Measure 3 repeats"));
    CHECK(report.warnings.empty());
    CHECK(candidates_in_words(report) == "Measured: 1, 4, 10, 12 (as 20 and 50) workers.");
}

TEST_CASE("counts beyond the items are one experiment, measured several times") {
    const auto report = make_advice(about_the_published_benchmark());
    REQUIRE(report.candidates.size() == 4);
    CHECK(report.candidates.back().workers == 12);
    CHECK(report.candidates.back().repeats == 2);
    CHECK(report.candidates.back().time_s == doctest::Approx(std::sqrt(33.42 * 32.73)));
}

TEST_CASE("longest first would let 6 workers do what 50 do") {
    const auto chunks = published_chunks();
    const std::vector<int> counts = {1, 4, 6, 10, 20, 50};
    auto input = about_the_published_benchmark();
    input.as_run = replayed(chunks, counts, item_order::fifo);
    input.longest_first = replayed(chunks, counts, item_order::longest_first);
    for (const auto& point : input.curve.points)
        for (const auto& made : input.as_run->points)
            if (made.workers == point.workers) CHECK(made.time_s == doctest::Approx(point.time_s.value).epsilon(0.02));
    const auto report = make_advice(input);
    INFO(describe_advice(report));
    CHECK(any_says(report.actions, "Longest first would let 6 workers do what 50 do (33.1 s)."));
    for (const auto& one : report.candidates) CHECK(one.workers <= 12);

    input.asked = objective::well_used;
    const auto development = make_advice(input);
    CHECK(development.chosen.workers == 4);
    CHECK(any_says(development.actions, "Longest first would save 22 % at 4 workers (45.6 s instead of 58.5 s)."));
}

TEST_CASE("the published advice as JSON") {
    const auto value = to_json(make_advice(about_the_published_benchmark()));
    CHECK(value["objective"] == "fewest_near_best");
    CHECK(value["workers"] == 12);
    CHECK(value["shown_by"] == 20);
    CHECK(value["range"].is_null());
    CHECK(value["reason"].get<std::string>().find("33.1 s") != std::string::npos);
    CHECK(value["not_worth"].size() == 2);
    CHECK(value["objectives"].size() == 5);  // no deadline, no latency target
    CHECK(value["moods"][1]["mood"] == "batches");
    CHECK(value["moods"][1]["workers"] == 10);
    CHECK(value["usable_workers_from"] == "items");
}
