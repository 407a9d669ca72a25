#include <doctest/doctest.h>

#include "engine/analysis/scaling.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

using verdict = result_agreement::verdict;

// Every trial has the same answers: item i gives 100 + i, and i + 1 results.
run_record agreeing_run(int items = 12) {
    auto run = made_up_run({{1, 100}, {4, 30}, {8, 20}, {8, 21}}, items);
    for (auto& one : run.trials)
        for (int item = 0; item < items; ++item) {
            attempt span;
            span.item = item;
            span.measured.set(measure::result_digest, 100 + item);
            one.attempts.push_back(span);
        }
    return run;
}

void set_counts(run_record& run) {
    for (auto& one : run.trials)
        for (auto& span : one.attempts) span.measured.set(measure::result_count, span.item + 1);
}

}  // namespace

TEST_CASE("the same results everywhere agree") {
    const auto agreement = check_results_agree(agreeing_run());
    CHECK(agreement.state == verdict::agree);
    CHECK(agreement.text == "All 12 items give the same result at every worker count.");
    CHECK(check_results_agree(agreeing_run(1)).text == "The item gives the same result at every worker count.");
}

TEST_CASE("other results at more workers are found, where they are worst") {
    auto run = agreeing_run();
    run.trials[1].attempts[0].measured.set(measure::result_digest, 1);
    for (int item = 3; item < 6; ++item)
        for (const int trial_index : {2, 3}) run.trials[trial_index].attempts[item].measured.set(measure::result_digest, 1);
    const auto agreement = check_results_agree(run);
    CHECK(agreement.state == verdict::differ);
    CHECK(agreement.text == "Results differ: 3 of 12 items give another answer at 8 workers than at 1.");
}

TEST_CASE("repeats that differ at one worker count are said") {
    auto run = agreeing_run();
    run.trials[2].attempts[5].measured.set(measure::result_digest, 1);
    const auto agreement = check_results_agree(run);
    CHECK(agreement.state == verdict::differ);
    CHECK(agreement.text ==
          "Results differ: 1 of 12 items gives another answer at 8 workers than at 1. "
          "Repeats at one and the same worker count differ as well.");
}

TEST_CASE("equal counts are agreement though the answers are worded otherwise") {
    auto run = agreeing_run();
    set_counts(run);
    run.trials[1].attempts[2].measured.set(measure::result_digest, 1);
    CHECK(check_results_agree(run).state == verdict::agree);
    CHECK(check_results_agree(run).text == "All 12 items give the same number of results at every worker count.");
    run.trials[1].attempts[2].measured.set(measure::result_count, 99);
    CHECK(check_results_agree(run).text ==
          "Results differ: 1 of 12 items gives another number of results at 4 workers than at 1.");
}

TEST_CASE("only what was answered is compared") {
    auto run = agreeing_run();
    run.trials[0].attempts[0].state = attempt_state::failed;
    run.trials[1].attempts[0].measured.set(measure::result_digest, 1);
    run.trials[2].warm_up = true;
    run.trials[2].attempts[1].measured.set(measure::result_digest, 1);
    run.trials[3].state = trial_state::cancelled;
    run.trials[3].attempts[2].measured.set(measure::result_digest, 1);
    const auto agreement = check_results_agree(run);
    CHECK(agreement.state == verdict::agree);
    CHECK(agreement.text == "All 11 items give the same result at every worker count.");
}

TEST_CASE("imported trials are compared by their number of results") {
    auto run = published_benchmark();
    CHECK(check_results_agree(run).state == verdict::agree);
    CHECK(check_results_agree(run).text == "Every worker count gives 12 results.");
    run.trials[4].result_count = 11;
    CHECK(check_results_agree(run).state == verdict::differ);
    CHECK(check_results_agree(run).text == "Results differ: 11 results at 50 workers, 12 at 1.");
}

TEST_CASE("without results, or with one worker count, nothing is known") {
    CHECK(check_results_agree(made_up_run({{1, 10}, {2, 5}})).state == verdict::unknown);
    auto run = agreeing_run();
    run.trials.resize(1);
    CHECK(check_results_agree(run).state == verdict::unknown);
    CHECK(check_results_agree(run_record{}).text.empty());
}
