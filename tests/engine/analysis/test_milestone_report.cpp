// When stages are reached, by answers that are known.
#include <doctest/doctest.h>

#include "engine/analysis/milestone_report.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

// Two instances of three steps; the core is the first two.
const std::vector<milestone> stages{{"core ready", {{0, 1}, {3, 4}}}, {"everything ready", {{0, 1, 2}, {3, 4, 5}}}};

// A trial whose items end after so many seconds.
trial ending(int workers, int repeat, const std::vector<double>& ends_s) {
    auto one = made_up_trial(workers, 100, repeat, static_cast<int>(ends_s.size()));
    for (std::size_t i = 0; i < ends_s.size(); ++i) {
        attempt span;
        span.item = static_cast<int>(i);
        span.end_ns = from_seconds(ends_s[i]).count();
        one.attempts.push_back(span);
    }
    return one;
}

run_record run_of(std::vector<trial> trials, std::vector<int> workers) {
    auto run = made_up_run({}, 6);
    run.summary.workers = std::move(workers);
    run.trials = std::move(trials);
    return run;
}

}  // namespace

TEST_CASE("a milestone is reached with the last of its items: the first, the middle and the last instance") {
    const auto report = make_milestone_report(run_of({ending(1, 1, {1, 2, 9, 3, 6, 4})}, {1}), stages);
    REQUIRE(report.curves.size() == 2);
    const auto& core = report.curves[0];
    CHECK(core.name == "core ready");
    CHECK(core.instances == 2);
    REQUIRE(core.points.size() == 1);
    CHECK(core.points[0].trials == 1);
    CHECK(*core.points[0].first_s == doctest::Approx(2));
    CHECK(*core.points[0].median_s == doctest::Approx(4));
    CHECK(core.points[0].last_s->value == doctest::Approx(6));
    CHECK_FALSE(core.points[0].last_s->lo);  // one repeat has no interval
    const auto& all = report.curves[1].points[0];
    CHECK(*all.first_s == doctest::Approx(6));
    CHECK(all.last_s->value == doctest::Approx(9));
}

TEST_CASE("repeats are averaged as times are, with an interval of all worker counts' spread") {
    const auto report = make_milestone_report(run_of({ending(1, 1, {4, 4, 8, 4, 4, 8}), ending(1, 2, {9, 9, 18, 9, 9, 18}),
                                                      ending(2, 1, {4, 4, 5, 4, 4, 5}), ending(2, 2, {4, 4, 5, 4, 4, 5})},
                                                     {1, 2}),
                                              stages);
    const auto& core = report.curves[0].points;
    REQUIRE(core.size() == 2);
    CHECK(core[0].last_s->value == doctest::Approx(6));  // the geometric mean of 4 and 9
    REQUIRE(core[0].last_s->lo);
    CHECK(*core[0].last_s->lo < 6);
    CHECK(*core[0].last_s->hi > 6);
    CHECK(core[1].last_s->value == doctest::Approx(4));
    CHECK(report.curves[1].points[0].last_s->value == doctest::Approx(12));
}

TEST_CASE("an item that was tried again counts by the try that succeeded") {
    auto one = ending(1, 1, {1, 2, 3, 1, 2, 3});
    one.attempts[1].state = attempt_state::failed;
    auto again = one.attempts[1];
    again.number = 2;
    again.state = attempt_state::succeeded;
    again.end_ns = from_seconds(7).count();
    one.attempts.push_back(again);
    const auto report = make_milestone_report(run_of({one}, {1}), stages);
    CHECK(report.curves[0].points[0].last_s->value == doctest::Approx(7));
}

TEST_CASE("trials that do not count are not counted; what is missing is empty") {
    auto failed = ending(2, 1, {1, 1, 1, 1, 1, 1});
    failed.failed = 1;
    failed.state = trial_state::failed;
    auto warm_up = ending(1, 1, {1, 1, 1, 1, 1, 1});
    warm_up.warm_up = true;
    auto excluded = ending(1, 2, {1, 1, 1, 1, 1, 1});
    excluded.excluded = "a backup ran";
    const auto report =
        make_milestone_report(run_of({warm_up, ending(1, 1, {2, 2, 2, 2, 2, 2}), excluded, failed}, {1, 2, 4}), stages);
    const auto& core = report.curves[0].points;
    REQUIRE(core.size() == 3);
    CHECK(core[0].trials == 1);
    CHECK(core[0].last_s->value == doctest::Approx(2));
    for (const std::size_t missing : {1U, 2U}) {
        CHECK(core[missing].trials == 0);
        CHECK_FALSE(core[missing].first_s);
        CHECK_FALSE(core[missing].median_s);
        CHECK_FALSE(core[missing].last_s);
    }
    const auto written = to_json(report);
    REQUIRE(written.size() == 6);
    CHECK(written[0]["name"] == "core ready");
    CHECK(written[0]["workers"] == 1);
    CHECK(written[0]["last_s"].get<double>() == doctest::Approx(2));
    CHECK(written[0]["lo"].is_null());
    CHECK(written[1]["last_s"].is_null());
    CHECK(written[1]["n"] == 0);
}

TEST_CASE("without attempts, and without milestones, nothing is made up") {
    const auto whole_times = make_milestone_report(made_up_run({{1, 10}, {2, 6}}, 6), stages);
    for (const auto& point : whole_times.curves[0].points) CHECK_FALSE(point.last_s);
    CHECK(describe_milestones(whole_times).empty());
    const auto none = make_milestone_report(run_of({ending(1, 1, {1, 1, 1, 1, 1, 1})}, {1}), {});
    CHECK(none.empty());
    CHECK(to_json(none) == json::array());
}

TEST_CASE("progressive delivery in words, where everything is ready first") {
    const auto report = make_milestone_report(
        run_of({ending(1, 1, {1, 9, 20, 1, 9, 20}), ending(4, 1, {1, 9, 14, 1, 9, 14})}, {1, 4}), stages);
    const auto words = describe_milestones(report);
    CHECK(words.find("With 4 workers everything is ready after 14.0 s") != std::string::npos);
    CHECK(words.find("\"core ready\" is reached after 9.00 s, 64 % of that") != std::string::npos);
}

TEST_CASE("a milestone reached at once still has a time") {
    const auto report = make_milestone_report(run_of({ending(1, 1, {0, 0, 0, 0, 0, 0})}, {1}), stages);
    CHECK(report.curves[0].points[0].last_s->value == doctest::Approx(1e-9));
}
