// The glue from a saved run to the question: which items, how many workers, what is said.
#include "engine/advice/run_what_if.h"

#include "tests/engine/prediction/replayed_run.h"

#include <doctest/doctest.h>

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr std::int64_t second = 1'000'000'000;

replay_item step(std::int64_t seconds, std::vector<int> depends_on = {}) {
    return {seconds * second, 0, {}, std::move(depends_on)};
}

// The published report: a core of 90 s in three steps, then four calls of 26, 26, 50 and 25 s.
run_record pipeline_run(const std::vector<int>& workers) {
    const std::vector<replay_item> items = {step(30),      step(30, {0}), step(30, {1}), step(26, {2}),
                                            step(26, {2}), step(50, {2}), step(25, {2})};
    const std::vector<std::string> names = {"profile", "ideas",       "recommendations", "financial",
                                            "risk",    "competitive", "market"};
    auto run = replayed_run(items, workers);
    for (std::size_t i = 0; i < items.size(); ++i) {
        run.items[i].name = names[i];
        run.items[i].depends_on = items[i].depends_on;
    }
    return run;
}

run_what_if asked_of(const run_record& run, std::optional<int> recommended = {}) {
    auto made = analyze_run(run);
    if (recommended) made.advice.chosen.workers = recommended;
    auto asked = what_if_of(run, made);
    REQUIRE_MESSAGE(asked, (asked ? "" : asked.error()));
    return *asked;
}

}  // namespace

TEST_CASE("a saved pipeline is asked about as its steps are") {
    const auto asked = asked_of(pipeline_run({1, 2, 4}), 4);
    REQUIRE(asked.report.fault.empty());
    CHECK(asked.has_dependencies);
    CHECK(asked.workers == 4);
    CHECK(*asked.measured_s == doctest::Approx(140));
    const auto& now = asked.report.cases.front();
    CHECK(now.time_s == doctest::Approx(140));
    CHECK(change_in_words(asked, now) == "As it is, with 4 workers");
    CHECK(critical_path_in_words(asked, now) ==
          "No number of workers gets below 140 s: profile → ideas → recommendations → competitive.");
    CHECK(asked.report.cases[1].time_s == doctest::Approx(217));
    CHECK(change_in_words(asked, asked.report.cases[1]) == "All one after the other");
    CHECK(change_in_words(asked, asked.report.cases[2]) == "One more worker, 5 in all");
    CHECK(change_in_words(asked, *asked.report.best()) == "“ideas” beside what it waits for");
    // Profile and ideas in 30 s, recommendations in another 30 s, then the longest call.
    CHECK(describe_what_if(asked) ==
          "Most saves: \"ideas\" beside what it waits for, if it does not need its results: 110 s instead of 140 s, "
          "30.0 s less.");
    CHECK(asked.basis == "Replayed from the items of 1 trial at 1 worker; measured with 4 workers: 140 s.");
}

TEST_CASE("items that wait for nothing are asked about the workers alone") {
    const auto asked = asked_of(replayed_run({step(10), step(10), step(10)}, {1, 2}), 2);
    CHECK_FALSE(asked.has_dependencies);
    REQUIRE(asked.report.cases.size() == 3);
    CHECK(asked.report.cases[0].time_s == doctest::Approx(20));
    CHECK(asked.report.cases[2].saving_s == doctest::Approx(10));
    CHECK(critical_path_in_words(asked, asked.report.cases[0]) ==
          "No number of workers gets below 10.0 s, the longest item: 0.");
    CHECK(describe_what_if(asked) == "Most saves: One more worker, 3 in all: 10.0 s instead of 20.0 s, 10.0 s less.");
}

TEST_CASE("without advice the run as it is has the most workers measured") {
    const auto run = pipeline_run({1, 2, 6});
    auto made = analyze_run(run);
    made.advice.chosen.workers.reset();
    const auto asked = what_if_of(run, made);
    REQUIRE(asked);
    CHECK(asked->workers == 6);
    CHECK(asked->report.cases[2].workers == 7);
    made.advice.chosen.workers = 3;  // predicted, and never measured
    CHECK_FALSE(what_if_of(run, made)->measured_s);
}

TEST_CASE("what a worker spends beside the items and how much they slow each other down is in the times") {
    replay_settings settings;
    settings.overhead_ns = second;
    settings.inflation = 0.5;
    const std::vector<replay_item> items(8, step(10));
    const auto run = replayed_run(items, {1, 2, 4}, settings);
    const auto asked = asked_of(run, 4);
    CHECK(asked.report.cases[0].time_s == doctest::Approx(*asked.measured_s).epsilon(0.001));
    CHECK(asked.report.cases[1].time_s == doctest::Approx(88));
    CHECK(asked.basis.find("slowed down by 50 % for every other one under way") != std::string::npos);
}

TEST_CASE("a run that says too little gives the reason") {
    const auto run = pipeline_run({2, 4});
    const auto asked = what_if_of(run, analyze_run(run));
    REQUIRE_FALSE(asked);
    CHECK(asked.error() == "there is no trial at 1 worker");
}

TEST_CASE("a change that saves nothing is not named as one") {
    const auto asked = asked_of(replayed_run({step(10)}, {1}), 1);
    CHECK(describe_what_if(asked) == "With 1 worker it takes 10.0 s. Nothing asked about here saves time.");
}

TEST_CASE("a long chain is named by its ends") {
    std::vector<replay_item> items = {step(1)};
    for (int i = 1; i < 20; ++i) items.push_back(step(1, {i - 1}));
    auto run = replayed_run(items, {1});
    for (std::size_t i = 0; i < items.size(); ++i) run.items[i].depends_on = items[i].depends_on;
    const auto asked = asked_of(run);
    CHECK(critical_path_in_words(asked, asked.report.cases.front()) ==
          "No number of workers gets below 20.0 s: 0 → 1 → 2 → 3 → … 12 more … → 16 → 17 → 18 → 19.");
    const auto value = to_json(asked);
    CHECK(value["critical_path"].size() == 20);
    CHECK(value["critical_path"][19] == "19");
    CHECK(value["cases"].size() == asked.report.cases.size());
    CHECK(value["text"] == describe_what_if(asked));
}
