// The line over a chart of scaling says what the advice says, and changes when the data say otherwise.
#include "engine/advice/headline.h"

#include "engine/exchange/exchange.h"
#include "tests/engine/advice/advised_runs.h"

#include <fmt/format.h>

#include <doctest/doctest.h>

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

using timed_counts = std::vector<std::pair<int, double>>;

finding finding_of(const advice_input& input) { return advised_finding(input.curve, {}, make_advice(input)); }
std::string headline(const timed_counts& times, int items = 1000) { return finding_of(about(times, items)).headline; }

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

run_record on_host(const std::string& name, const timed_counts& times, int items = 1000) {
    auto run = made_up_run(times, items);
    run.host.name = name;
    return run;
}

finding finding_over(const std::vector<run_record>& runs) {
    std::vector<run_analysis> made;
    for (const auto& run : runs) made.push_back(analyze_run(run));
    std::vector<advised_curve> beside;
    for (const auto& one : made) beside.push_back({&one.curve, &one.advice});
    return advised_finding(beside);
}

}  // namespace

TEST_CASE("the published benchmark's headline is its advice") {
    const auto words = finding_of(about_the_published_benchmark());
    CHECK(words.headline ==
          "12 workers: 33.1 s, 5.2× at 43 %; 4 already give 2.9× at 73 %; beyond 12 no worker gets an item");
    CHECK(contains(words.detail, "the best time there is"));
    CHECK(contains(words.detail, "One repeat each: no interval."));
    CHECK(words.warnings.empty());
}

TEST_CASE("the published file gives the same words, at once and after the whole analysis") {
    const auto imported = import_file(SWEEPLAB_SOURCE_DIR "/tests/fixtures/published/worker_benchmark.csv");
    REQUIRE(imported);
    const auto analysis = analyze_run(imported->runs.at(0));
    const auto words = advised_finding(analysis);
    CHECK(words.headline ==
          "12 workers: 33.1 s, 5.2× at 43 %; 4 already give 2.9× at 73 %; beyond 12 no worker gets an item");
    CHECK(quick_finding(analysis.curve, analysis.agreement).headline == words.headline);
}

TEST_CASE("the headline changes when the data say otherwise") {
    CHECK(headline({{1, 80}, {2, 41}, {4, 21}, {8, 12}}) ==
          "8 workers: 12.0 s, 6.7× at 83 %; still gaining at 8, the most that was measured");
    CHECK(headline({{1, 80}, {2, 41}, {4, 21}, {8, 12}}, 8) ==
          "8 workers: 12.0 s, 6.7× at 83 %; beyond 8 no worker gets an item");
    CHECK(headline({{1, 80}, {2, 41}, {4, 25}, {8, 40}}) == "4 workers: 25.0 s, 3.2× at 80 %; beyond 4 it gets slower");
    CHECK(headline({{1, 80}, {2, 41}, {4, 25}, {8, 24.5}, {16, 24.2}}) ==
          "4 workers: 25.0 s, 3.2× at 80 %; more gain 3 % at most");
    CHECK(headline({{1, 80}, {2, 82}, {4, 83}}) == "1 worker: 80.0 s; more workers gain nothing");
    CHECK(headline({{1, 80}, {2, 82}, {4, 90}}) == "1 worker: 80.0 s; beyond 1 it gets slower");
    CHECK(headline({{2, 60}, {4, 32}, {8, 20}}) ==
          "8 workers: 20.0 s, 3.0× vs 2 workers at 75 %; still gaining at 8, the most that was measured");
}

TEST_CASE("one count alone, or none, is no advice") {
    CHECK(headline({{1, 171.14}}, 12) == "1 worker: 171 s for 12 items");
    CHECK(advised_finding(analyze_run(run_record{})).headline == "No trial has finished yet");
}

TEST_CASE("an efficiency far above 100 % is a wrong baseline, not a success") {
    const auto words = finding_of(about({{1, 500}, {4, 50}, {8, 30}}));
    CHECK(words.headline ==
          "8 workers: 30.0 s; the time at 1 worker is wrong, 4 workers on it would be at 250 %: "
          "speedup and efficiency say nothing");
    CHECK_FALSE(words.warnings.empty());
}

TEST_CASE("where no count is advised, none is named") {
    auto input = about({{1, 80}, {4, 21}, {8, 12}});
    input.asked = objective::cheapest_by_deadline;
    input.deadline_s = 1;
    CHECK(finding_of(input).headline.starts_with("No worker count takes at most 1"));
}

TEST_CASE("what noise leaves open is a range") {
    const auto input = about(repeated({{1, 80}, {4, 25}, {8, 22.0}, {16, 21.5}}, 0.05));
    const auto advice = make_advice(input);
    REQUIRE(advice.chosen.range);
    const auto words = finding_of(input);
    CHECK(words.headline.starts_with(fmt::format("{} to {} workers: ", advice.chosen.range->from, advice.chosen.range->to)));
    CHECK(contains(words.headline, "noise cannot tell these counts apart"));
}

TEST_CASE("a predicted count is called so") {
    auto input = about({{1, 80}, {16, 10}});
    input.as_run = predicted({{1, 80}, {8, 10.2}, {16, 10}}, 1000);
    const auto words = finding_of(input);
    CHECK(words.headline.starts_with("8 workers (predicted): 10.2 s, 7.8× at 98 %"));
}

TEST_CASE("points that cannot be compared are said") {
    auto run = made_up_run({{1, 100}, {2, 50}, {4, 25}, {4, 26}});
    run.trials[0].result_count = 12;
    run.trials[1].result_count = 11;
    run.trials[3].failed = 1;
    run.trials[2].state = trial_state::cancelled;
    run.summary.simulated = true;
    const auto words = advised_finding(analyze_run(run));
    CHECK(contains(words.headline, "the results differ"));
    CHECK(contains(words.headline, "4 cannot be compared"));
    CHECK(words.headline.ends_with("(simulated)"));
    CHECK(words.warnings.at(0) == "Results differ: 11 results at 2 workers, 12 at 1.");
}

TEST_CASE("the headline names the count of the advice, whatever the data") {
    for (const auto& times : std::vector<timed_counts>{
             {{1, 10}, {2, 5}}, {{1, 10}, {2, 11}}, {{1, 100}, {3, 40}, {9, 39}}, {{2, 100}, {7, 30}, {30, 29.9}}}) {
        const auto analysis = analyze_run(made_up_run(times, 20));
        REQUIRE(analysis.advice.chosen.workers);
        CHECK(advised_finding(analysis).headline.starts_with(std::to_string(*analysis.advice.chosen.workers) + " worker"));
    }
}

TEST_CASE("of several machines the best is named, with its count") {
    const auto words = finding_over({on_host("laptop", {{1, 100}, {4, 30}, {8, 27}}), on_host("board", {{1, 200}, {4, 90}}),
                                     on_host("tower", {{1, 80}, {4, 22}, {8, 12}})});
    CHECK(words.headline == "tower is fastest: 8 workers, 12.0 s; laptop takes 2.25× as long: 8 workers, 27.0 s");
    CHECK(contains(words.detail, "board: 4 workers, 90.0 s."));
}

TEST_CASE("machines that noise does not tell apart are not ranked") {
    const auto words = finding_over(
        {on_host("a", repeated({{1, 100}, {4, 30}}, 0.05)), on_host("b", repeated({{1, 100}, {4, 30.4}}, 0.05))});
    CHECK(words.headline.starts_with("a and b are not told apart: 4 workers, 30.0 s against 4 workers, 30.4 s"));
    const auto apart =
        finding_over({on_host("a", repeated({{1, 100}, {4, 30}}, 0.01)), on_host("b", repeated({{1, 100}, {4, 40}}, 0.01))});
    CAPTURE(apart.headline);
    CHECK(apart.headline.starts_with("a is fastest: 4 workers, 30.0 s; b takes 1.33× (1."));
}

TEST_CASE("unlike work is not ranked") {
    const auto words = finding_over({on_host("a", {{1, 100}, {4, 30}}, 12), on_host("b", {{1, 50}, {4, 15}}, 6)});
    CHECK(words.headline.starts_with("Not comparable, the work differs. b: 4 workers, 15.0 s; a: 4 workers, 30.0 s"));
    CHECK_FALSE(words.warnings.empty());
}
