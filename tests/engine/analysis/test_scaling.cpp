#include <doctest/doctest.h>

#include <cmath>

#include "engine/analysis/scaling.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

TEST_CASE("the published benchmark gives the published figures") {
    const auto curve = make_scaling_curve(published_benchmark());
    REQUIRE(curve.points.size() == 5);
    const std::vector<int> workers{1, 4, 10, 20, 50};
    const std::vector<double> speedups{1, 2.93, 4.63, 5.12, 5.23};
    const std::vector<double> efficiencies{100, 73, 46, 26, 10};
    const std::vector<double> throughputs{0.07, 0.21, 0.32, 0.36, 0.37};
    for (std::size_t i = 0; i < 5; ++i) {
        const auto& point = curve.points[i];
        CHECK(point.workers == workers[i]);
        CHECK(std::abs(point.speedup->value - speedups[i]) < 0.005);
        CHECK(std::abs(*point.efficiency * 100 - efficiencies[i]) < 0.5);
        CHECK(std::abs(*point.items_per_s - throughputs[i]) < 0.006);
        CHECK_FALSE(point.time_s.lo);  // one repeat: no interval
        CHECK_FALSE(point.speedup->lo);
        CHECK(point.result_count == 12.0);
    }
    CHECK(curve.points[3].cost == 0.0093);
    CHECK(curve.baseline_workers == 1);
    CHECK(curve.items == 12);
    CHECK(curve.usable_workers == 12);
    CHECK_FALSE(curve.pooled_sd_ln);
    CHECK(curve.empty_points.empty());
}

TEST_CASE("repeats give a geometric mean and an interval from all worker counts together") {
    const auto curve = make_scaling_curve(
        made_up_run({{1, 100}, {2, 52}, {4, 26}, {4, 28}, {2, 50}, {1, 104}, {1, 102}, {4, 27}, {2, 51}}));
    REQUIRE(curve.points.size() == 3);
    CHECK(curve.points[0].times_s == std::vector<double>{100, 104, 102});  // in the order carried out
    CHECK(curve.points[0].time_s.value == doctest::Approx(std::cbrt(100.0 * 104 * 102)));
    CHECK(curve.pooled_dof == 6);
    REQUIRE(curve.points[1].time_s.lo);
    CHECK(*curve.points[1].time_s.lo < 51);
    CHECK(*curve.points[1].time_s.hi > 51);
    // Three repeats at each count and one variance: every interval has the same relative width.
    const auto width = [](const value_interval& interval) { return *interval.hi / *interval.lo; };
    CHECK(width(curve.points[0].time_s) == doctest::Approx(width(curve.points[2].time_s)));
    CHECK(curve.points[0].speedup->value == 1);
    CHECK_FALSE(curve.points[0].speedup->lo);  // 1 by definition
    CHECK(curve.points[2].speedup->value == doctest::Approx(curve.points[0].time_s.value / curve.points[2].time_s.value));
    CHECK(*curve.points[2].speedup->lo < curve.points[2].speedup->value);
}

TEST_CASE("without a trial at 1 worker the lowest count is the baseline") {
    const auto curve = make_scaling_curve(made_up_run({{8, 20}, {2, 60}, {4, 32}}));
    CHECK(curve.baseline_workers == 2);
    CHECK(curve.points[2].workers == 8);
    CHECK(curve.points[2].speedup->value == doctest::Approx(3));
    CHECK(*curve.points[2].efficiency == doctest::Approx(0.75));  // 3 of the 4 times as many workers
}

TEST_CASE("what is not complete and whole is never averaged, and said") {
    auto run = made_up_run({{1, 100}, {1, 1000}, {2, 50}, {2, 1}, {4, 25}, {8, 5}, {16, 3}});
    run.trials[1].failed = 2;
    run.trials[1].message = "HTTP 500";
    run.trials[3].warm_up = true;
    run.trials[5].state = trial_state::cancelled;
    run.trials[5].time_ns.reset();
    run.trials[6].state = trial_state::failed;
    run.trials[6].time_ns.reset();
    run.trials[6].message = "the trial took longer than 600 s";
    run.summary.workers.push_back(32);
    const auto curve = make_scaling_curve(run);
    REQUIRE(curve.points.size() == 3);
    CHECK(curve.points[0].times_s == std::vector<double>{100});
    CHECK(curve.points[0].trials_not_counted == 1);
    CHECK(curve.points[0].why_not_counted == "1 trial had failed items (2 of 12): HTTP 500");
    CHECK(curve.points[1].times_s == std::vector<double>{50});
    CHECK(curve.points[1].trials_not_counted == 0);  // a warm-up is no failure
    CHECK(curve.points[1].why_not_counted.empty());
    REQUIRE(curve.empty_points.size() == 3);
    CHECK(curve.empty_points[0].workers == 8);
    CHECK(curve.empty_points[0].why_not_counted == "1 trial was stopped");
    CHECK(curve.empty_points[1].why_not_counted == "1 trial failed: the trial took longer than 600 s");
    CHECK(curve.empty_points[2].workers == 32);
    CHECK(curve.empty_points[2].why_not_counted == "not measured");
}

TEST_CASE("what a job and a result cost is summed over the trials that know it") {
    auto run = made_up_run({{1, 100}, {1, 101}, {1, 99}, {2, 50}, {4, 30}, {8, 20}});
    run.trials[0].cost = 0.12;
    run.trials[0].result_count = 30;
    run.trials[1].cost = 0.24;          // its results were not counted
    run.trials[2].result_count = 1000;  // its tokens were not
    run.trials[3].cost = 0.36;
    run.trials[3].result_count = 0;
    run.trials[4].cost = 0.0;
    run.trials[4].result_count = 6;
    const auto points = make_scaling_curve(run).points;
    CHECK(*points[0].cost_per_job == doctest::Approx(0.36 / 24));
    CHECK(*points[0].cost_per_result == doctest::Approx(0.12 / 30));
    CHECK(*points[1].cost_per_job == doctest::Approx(0.03));
    CHECK(!points[1].cost_per_result);  // no result, no price of one
    CHECK(points[2].cost_per_job == 0);
    CHECK(points[2].cost_per_result == 0);
    CHECK(!points[3].cost_per_job);
    CHECK(!points[3].cost_per_result);
}

TEST_CASE("the published run's cost of a job and of a result") {
    const auto points = make_scaling_curve(published_benchmark()).points;
    for (const auto& point : points) {
        CHECK(*point.cost_per_job == doctest::Approx(*point.cost / 12));
        CHECK(*point.cost_per_result == doctest::Approx(*point.cost / *point.result_count));
    }
}

TEST_CASE("a trial under way is no failure") {
    auto run = made_up_run({{1, 100}, {2, 50}});
    run.summary.state = run_state::running;
    run.trials[1].state = trial_state::interrupted;
    run.trials[1].time_ns.reset();
    auto curve = make_scaling_curve(run);
    REQUIRE(curve.empty_points.size() == 1);
    CHECK(curve.empty_points[0].trials_not_counted == 0);
    CHECK(curve.empty_points[0].why_not_counted == "not measured yet");
    run.summary.state = run_state::interrupted;
    curve = make_scaling_curve(run);
    CHECK(curve.empty_points[0].trials_not_counted == 1);
    CHECK(curve.empty_points[0].why_not_counted == "1 trial was interrupted");
}

TEST_CASE("a trial without any time is no point") {
    const auto curve = make_scaling_curve(made_up_run({{1, 0}, {2, 50}}));
    REQUIRE(curve.points.size() == 1);
    CHECK(curve.baseline_workers == 2);
    CHECK(curve.empty_points[0].trials_not_counted == 1);
}

TEST_CASE("tokens, cost and results come from a trial's sums, else from its attempts") {
    auto run = made_up_run({{1, 100}, {2, 50}, {4, 25}}, 2);
    run.trials[0].output_tokens = 1000;
    run.trials[0].cost = 0.5;
    for (int item = 0; item < 2; ++item) {
        attempt span;
        span.item = item;
        span.measured.set(measure::output_tokens, 300);
        span.measured.set(measure::cost_nano, 250'000'000);
        span.measured.set(measure::result_count, 6);
        run.trials[1].attempts.push_back(span);
    }
    attempt failed;  // an attempt that was tried again: what it cost is not known
    failed.state = attempt_state::failed;
    run.trials[1].attempts.push_back(failed);
    run.trials[2].attempts = run.trials[1].attempts;
    run.trials[2].attempts[0].measured = {};
    const auto curve = make_scaling_curve(run);
    CHECK(*curve.points[0].tokens_per_s == doctest::Approx(10));
    CHECK(curve.points[0].cost == 0.5);
    CHECK_FALSE(curve.points[0].result_count);
    CHECK(*curve.points[1].tokens_per_s == doctest::Approx(12));
    CHECK(*curve.points[1].cost == doctest::Approx(0.5));
    CHECK(curve.points[1].result_count == 12.0);
    // One item without its tokens: the sum is unknown, not smaller.
    CHECK_FALSE(curve.points[2].tokens_per_s);
    CHECK_FALSE(curve.points[2].cost);
}

TEST_CASE("what is not known is absent, not zero") {
    auto run = made_up_run({{1, 10}}, 0);
    const auto curve = make_scaling_curve(run);
    CHECK_FALSE(curve.points[0].items_per_s);
    CHECK_FALSE(curve.points[0].tokens_per_s);
    CHECK_FALSE(curve.points[0].cost);
    CHECK_FALSE(curve.usable_workers);
    CHECK(make_scaling_curve(run_record{}).points.empty());
}

TEST_CASE("what a command's own workers get is not known") {
    auto run = made_up_run({{1, 100}, {8, 20}}, 1);
    run.plan = {{"sweeplab", 1}};
    for (auto& one : run.trials) one.slots = 1;
    CHECK_FALSE(make_scaling_curve(run).usable_workers);
    for (auto& one : run.trials) one.slots = one.workers;
    CHECK(make_scaling_curve(run).usable_workers == 1);
}

TEST_CASE("a trial that was cut off and done again on resuming is no loss") {
    auto run = made_up_run({{1, 100}, {2, 50}, {2, 51}});
    auto cut_off = run.trials[1];
    cut_off.state = trial_state::interrupted;
    cut_off.time_ns.reset();
    run.trials.insert(run.trials.begin() + 1, cut_off);
    const auto curve = make_scaling_curve(run);
    REQUIRE(curve.points.size() == 2);
    CHECK(curve.points[1].times_s.size() == 2);
    CHECK(curve.points[1].trials_not_counted == 0);
    CHECK(curve.points[1].why_not_counted.empty());
}
