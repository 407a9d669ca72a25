#include <doctest/doctest.h>

#include "engine/analysis/recommendation.h"
#include "engine/analysis/scaling.h"
#include "engine/analysis/words.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

finding finding_of(const run_record& run) { return describe_scaling(make_scaling_curve(run), check_results_agree(run)); }

std::string headline_of(const std::vector<std::pair<int, double>>& times, int items = 1000) {
    return finding_of(made_up_run(times, items)).headline;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the published benchmark's finding") {
    const auto words = finding_of(published_benchmark());
    CHECK(words.headline == "4 workers: 2.9× at 73 %; beyond 12 no worker gets an item");
    CHECK(words.detail ==
          "Most workers with an efficiency of at least 50 %. 20 workers came within 5 % of the best time: "
          "33.4 s, 5.1× at 26 %. Up to 10 workers each further one bought at least 0.1×. "
          "One repeat each: no interval. Repeat at least 3 times to see how sure the figures are.");
    CHECK(words.warnings.empty());
}

TEST_CASE("each objective chooses its own worker count") {
    const auto curve = make_scaling_curve(published_benchmark());
    const auto chosen = recommend(curve);
    CHECK(chosen.best->workers == 50);
    CHECK(chosen.near->workers == 20);
    CHECK(chosen.efficient->workers == 4);
    CHECK(chosen.headline->workers == 4);
    CHECK(chosen.last_worthwhile->workers == 10);
    CHECK_FALSE(chosen.gets_slower);
    CHECK_FALSE(chosen.still_gains);
}

TEST_CASE("the headline says what more workers bring") {
    CHECK(headline_of({{1, 80}, {2, 41}, {4, 21}, {8, 12}}) ==
          "8 workers: 6.7× at 83 %; still gaining at 8, the most that was measured");
    CHECK(headline_of({{1, 80}, {2, 41}, {4, 21}, {8, 12}}, 8) ==
          "8 workers: 6.7× at 83 %; each item has a worker of its own");
    CHECK(headline_of({{1, 80}, {2, 41}, {4, 25}, {8, 40}}) == "4 workers: 3.2× at 80 %; beyond 4 it gets slower");
    CHECK(headline_of({{1, 80}, {2, 41}, {4, 25}, {8, 24.5}, {16, 24.2}}) ==
          "4 workers: 3.2× at 80 %; beyond 4 a further worker buys less than 0.1×");
    CHECK(headline_of({{1, 80}, {2, 82}, {4, 90}}) == "1 worker: 80.0 s; more workers gain nothing");
    CHECK(headline_of({{1, 80}, {4, 60}, {8, 55}}) == "1 worker: 80.0 s; more workers gain too little for what they are");
}

TEST_CASE("a baseline other than 1 worker is named") {
    CHECK(headline_of({{2, 60}, {4, 32}, {8, 20}}) ==
          "8 workers: 3.0× vs 2 workers at 75 %; still gaining at 8, the most that was measured");
}

TEST_CASE("one worker count says what to do next") {
    const auto one = finding_of(made_up_run({{1, 171.14}}));
    CHECK(one.headline == "1 worker: 171 s for 12 items");
    CHECK(contains(one.detail, "Measure more worker counts, for example 1, 2, 4 and 8"));
    const auto four = finding_of(made_up_run({{4, 58.5}, {4, 58.6}}));
    CHECK(four.headline == "4 workers: 58.5 s for 12 items");
    CHECK(contains(four.detail, "Measure 1 worker"));
}

TEST_CASE("without a point it says why") {
    CHECK(finding_of(run_record{}).headline == "No trial has finished yet");
    auto run = made_up_run({{1, 100}, {2, 50}});
    for (auto& one : run.trials) {
        one.state = trial_state::failed;
        one.message = "HTTP 401: wrong key";
    }
    const auto words = finding_of(run);
    CHECK(words.headline == "No trial can be counted");
    CHECK(words.detail == "1 worker: 1 trial failed: HTTP 401: wrong key. 2 workers: 1 trial failed: HTTP 401: wrong key.");
}

TEST_CASE("differing results come first, then trials that are not counted, then the simulation") {
    auto run = made_up_run({{1, 100}, {2, 50}, {4, 25}, {4, 26}});
    run.trials[0].result_count = 12;
    run.trials[1].result_count = 11;
    run.trials[3].failed = 1;
    run.trials[2].state = trial_state::cancelled;
    run.summary.simulated = true;
    const auto words = finding_of(run);
    REQUIRE(words.warnings.size() == 3);
    CHECK(words.warnings[0] == "Results differ: 11 results at 2 workers, 12 at 1.");
    CHECK(words.warnings[1] == "4 workers have no point: 1 trial had failed items (1 of 12); 1 trial was stopped.");
    CHECK(contains(words.warnings[2], "simulated endpoint"));
    CHECK(words.headline.ends_with("(simulated)"));
}

TEST_CASE("repeats and the spread between them are told") {
    CHECK(contains(
        finding_of(made_up_run({{1, 100}, {1, 102}, {2, 51}, {2, 50}})).detail,
        "2 repeats at each worker count; the bars are 95 % intervals, from the spread of all repeats (typically 1 %)."));
    CHECK(contains(finding_of(made_up_run({{1, 100}, {1, 110}, {1, 104}, {2, 51}})).detail,
                   "1 to 3 repeats at each worker count"));
}

TEST_CASE("several machines are ranked by their best time") {
    auto fast = made_up_run({{1, 80}, {4, 22}, {8, 12}}, 1000);
    auto slow = made_up_run({{1, 100}, {4, 30}, {8, 27}}, 1000);
    auto slowest = made_up_run({{1, 200}, {4, 90}}, 1000);
    fast.host.name = "tower";
    slow.host.name = "laptop";
    slowest.host.name = "board";
    const auto words = describe_scaling({make_scaling_curve(slow), make_scaling_curve(slowest), make_scaling_curve(fast)});
    CHECK(words.headline == "tower is fastest: 12.0 s with 8 workers; laptop takes 2.25× as long: 27.0 s with 8 workers");
    CHECK(contains(words.detail, "board: 90.0 s with 4 workers."));
    CHECK(contains(words.detail, "tower: 6.7× at 83 % with 8 workers."));
    CHECK(words.warnings.empty());
}

TEST_CASE("runs on one machine go by their names, and noise decides nothing") {
    auto before = made_up_run({{1, 100}, {1, 110}, {4, 30}, {4, 34}}, 1000);
    auto after = made_up_run({{1, 99}, {1, 112}, {4, 29}, {4, 34}}, 1000);
    before.summary.name = "before";
    after.summary.name = "after";
    CHECK(describe_scaling({make_scaling_curve(before), make_scaling_curve(after)}).headline ==
          "after and before are not told apart at their best: 31.4 s with 4 workers against 31.9 s with 4 workers");
}

TEST_CASE("unlike work is not compared without a word") {
    auto a = made_up_run({{1, 100}, {4, 30}});
    auto b = made_up_run({{2, 60}, {4, 32}});
    b.summary.workload = "another";
    b.host.name = "other";
    b.summary.simulated = true;
    b.trials.push_back(made_up_trial(8, 1));
    b.trials.back().state = trial_state::interrupted;
    const auto words = describe_scaling({make_scaling_curve(a), make_scaling_curve(b)});
    REQUIRE(words.warnings.size() == 4);
    CHECK(contains(words.warnings[0], "workloads differ"));
    CHECK(contains(words.warnings[1], "lowest worker counts differ"));
    CHECK(words.warnings[2] == "other, 8 workers have no point: 1 trial was interrupted.");
    CHECK(words.warnings[3] == "1 of these runs is against the simulated endpoint.");
}

TEST_CASE("no run, one run and runs without points are said") {
    CHECK(describe_scaling(std::vector<scaling_curve>{}).headline == "No run is chosen");
    const auto empty = make_scaling_curve(run_record{});
    CHECK(describe_scaling({empty, empty}).headline == "None of these runs has a finished trial yet");
    const auto one = make_scaling_curve(made_up_run({{1, 100}}));
    CHECK(describe_scaling(std::vector{one}).headline == "1 worker: 100 s for 12 items");
    CHECK(contains(describe_scaling({one, empty}).headline, "the other runs have no finished trial yet"));
}

TEST_CASE("numbers read as a person would say them") {
    CHECK(seconds_in_words(171.14) == "171 s");
    CHECK(seconds_in_words(58.5) == "58.5 s");
    CHECK(seconds_in_words(9.999) == "10.0 s");
    CHECK(seconds_in_words(1.2345) == "1.23 s");
    CHECK(seconds_in_words(0.0451) == "45.1 ms");
    CHECK(seconds_in_words(0.9999) == "1.00 s");
    CHECK(seconds_in_words(2.5e-5) == "25.0 µs");
    CHECK(seconds_in_words(0) == "0.00 s");
    CHECK(ratio_in_words(0.0332) == "0.033×");
    CHECK(ratio_in_words(0.27) == "0.27×");
    CHECK(ratio_in_words(1e120) == "over 99999×");
    CHECK(factor_in_words(2.9255) == "2.9×");
    CHECK(factor_in_words(9.96) == "10×");
    CHECK(factor_in_words(0.85) == "0.85×");
    CHECK(percent_in_words(0.731) == "73 %");
    CHECK(percent_in_words(0.004) == "0.4 %");
    CHECK(workers_in_words(1) == "1 worker");
    CHECK(workers_in_words(50) == "50 workers");
}
