#include <doctest/doctest.h>

#include "engine/analysis/scaling.h"
#include "engine/analysis/uncounted.h"
#include "engine/analysis/unlike_counts.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

// As batched-bench measures, brought as a table: every worker has one item of its own.
run_record own_items_each() {
    auto run = made_up_run({{1, 2.1}, {2, 2.55}, {4, 3.4}, {8, 5.5}}, 0);
    run.summary.kind = "imported";
    for (auto& one : run.trials) one.jobs = one.workers;
    return run;
}

}  // namespace

TEST_CASE("a table whose rows did different numbers of items is compared by the rate") {
    auto run = own_items_each();
    run.trials[0].cost = 0.5;
    run.trials[3].cost = 4;
    const auto curve = make_scaling_curve(run);
    REQUIRE(curve.points.size() == 4);
    CHECK(curve.points[0].time_s.value == doctest::Approx(8 * 2.1));
    CHECK(curve.points[3].time_s.value == doctest::Approx(5.5));
    CHECK(curve.points[3].speedup->value == doctest::Approx(8 * 2.1 / 5.5));
    CHECK(curve.points[3].items_per_s == doctest::Approx(8 / 5.5));
    CHECK(curve.points[0].cost == doctest::Approx(4));
    CHECK(curve.points[3].cost == doctest::Approx(4));
    CHECK_FALSE(curve.usable_workers);
    REQUIRE_FALSE(curve.condition_warnings.empty());
    CHECK(curve.condition_warnings[0].find("different numbers of items (1 to 8)") != std::string::npos);
}

TEST_CASE("a sweep of ours keeps its times, whatever its trials did") {
    auto run = own_items_each();
    run.summary.kind = "native";
    CHECK_FALSE(common_items(run));
    CHECK(make_scaling_curve(run).points[0].time_s.value == doctest::Approx(2.1));
}

TEST_CASE("what was left out is given for the same number of items as what counts") {
    auto run = own_items_each();
    run.trials.push_back(made_up_trial(1, 3, 2, 1));
    run.trials.back().excluded = "a backup ran";
    const auto point = make_scaling_curve(run).points[0];
    REQUIRE(point.excluded_s.size() == 1);
    CHECK(point.excluded_s[0] == doctest::Approx(8 * 3));
}

TEST_CASE("two runs are set beside each other at one common number of items") {
    auto a = made_up_run({{1, 10}, {4, 10}}, 0);
    auto b = a;
    for (auto* run : {&a, &b}) run->summary.kind = "imported";
    a.trials[0].jobs = b.trials[0].jobs = 8;
    a.trials[1].jobs = 32;
    b.trials[1].jobs = 24;
    const auto common = common_items(a, b);
    REQUIRE(common == 32);
    const auto of_a = make_scaling_curve(a, common), of_b = make_scaling_curve(b, common);
    CHECK(of_a.points[0].time_s.value / of_b.points[0].time_s.value == doctest::Approx(1));
    CHECK(of_a.points[1].time_s.value / of_b.points[1].time_s.value == doctest::Approx(0.75));
    // Each alike within itself, and not beside the other.
    a.trials[1].jobs = 8;
    b.trials[0].jobs = 24;
    CHECK(common_items(a, b) == 24);
    CHECK_FALSE(common_items(a, a));
    b.trials[0].jobs = 0;
    CHECK_FALSE(common_items(a, b));
}

TEST_CASE("every reason for leaving repeats out is told, each once, and no count that is not known") {
    auto backup = made_up_trial(2, 1), slow = backup, again = backup;
    backup.excluded = again.excluded = "backup";
    slow.excluded = "slow";
    CHECK(describe_uncounted({&slow, &backup, &again}) == "3 trials were excluded: slow, backup");
    auto failed = made_up_trial(2, 1, 1, 0);
    failed.failed = 1;
    CHECK(describe_uncounted({&failed}) == "1 trial had failed items");
    failed.jobs = 12;
    CHECK(describe_uncounted({&failed}) == "1 trial had failed items (1 of 12)");
}
