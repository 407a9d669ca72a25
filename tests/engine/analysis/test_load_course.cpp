// How a trial of an open loop went over its time, from trials put together by hand.
#include <doctest/doctest.h>

#include "engine/analysis/load_course.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr std::int64_t ms = 1'000'000;
constexpr std::int64_t second = 1000 * ms;

// 1000 requests in the first ten seconds, 20 in the next ten.
const std::vector<planned_phase> two_phases{{"busy", 100, 0, 10 * second, 1000}, {"quiet", 2, 10 * second, 20 * second, 20}};

std::int64_t due_of(int item) { return item < 1000 ? item * 10 * ms : 10 * second + (item - 1000) * 500 * ms; }

attempt answered(int item, std::int64_t late_ns, std::int64_t took_ns) {
    attempt span;
    span.item = item;
    span.state = attempt_state::succeeded;
    span.start_ns = due_of(item) + late_ns;
    span.end_ns = span.start_ns + took_ns;
    span.measured.set(measure::phase, item < 1000 ? 0 : 1);
    span.measured.set(measure::due_at, due_of(item));
    span.measured.set(measure::sent_at, span.start_ns);
    span.measured.set(measure::last_content_at, span.end_ns);
    return span;
}

trial load_of(int items, std::int64_t late_ns = 0) {
    auto one = made_up_trial(4, 20.1, 1, 1020);
    for (int item = 0; item < items; ++item) one.attempts.push_back(answered(item, late_ns, 50 * ms));
    return one;
}

load_report report_of(std::vector<trial> trials) {
    auto run = made_up_run({}, 1020);
    run.summary.kind = "phases";
    run.trials = std::move(trials);
    return make_load_report(run, two_phases);
}

int sent_in(const load_course& course) {
    int sent = 0;
    for (const auto& slice : course.slices) sent += slice.sent;
    return sent;
}

}  // namespace

TEST_CASE("requests are counted in slices that never reach over a phase's end, wide enough to tell a rate") {
    const auto report = report_of({load_of(1020)});
    REQUIRE(report.courses.size() == 1);
    const auto& course = report.courses.front();
    REQUIRE(course.slices.size() == 22);  // half seconds at 100 a second, 5 s at 2 a second
    CHECK(course.slices[0].begin_ns == 0);
    CHECK(course.slices[0].end_ns == 500 * ms);
    CHECK(course.slices[0].sent_per_s().value() == doctest::Approx(100));
    CHECK(course.slices[19].end_ns == 10 * second);
    CHECK(course.slices[19].phase == 0);
    CHECK(course.slices[20].phase == 1);
    CHECK(course.slices[20].sent_per_s().value() == doctest::Approx(2));
    CHECK(course.slices[21].end_ns == 20 * second);
    CHECK(sent_in(course) == 1020);
    CHECK(course.slice_at(9999 * ms)->phase == 0);
    CHECK(course.slice_at(10 * second)->phase == 1);
    CHECK(course.slice_at(20 * second)->phase == 1);
    CHECK_FALSE(course.slice_at(21 * second));
}

TEST_CASE("a p95 stands where answers are enough for it, and is missing where they are not") {
    const auto course = report_of({load_of(1020, 25 * ms)}).courses.front();
    // 50 answers in each half second: two together. In the quiet phase there are 20 in all.
    REQUIRE(course.latencies.size() == 10);
    for (const auto& one : course.latencies) {
        CHECK(one.answers == 100);
        CHECK(one.p95_ns == 75 * ms);
    }
    CHECK(course.latencies.back().end_ns == 10 * second);
    CHECK(course.latency_at(3 * second)->begin_ns == 3 * second);
    CHECK_FALSE(course.latency_at(12 * second));
}

TEST_CASE("answers that are too few at a phase's end are read with those before them") {
    auto one = load_of(1020);
    for (auto& span : one.attempts)
        if (span.item >= 980 && span.item < 1000) span.state = attempt_state::failed;
    const auto course = report_of({one}).courses.front();
    REQUIRE(course.latencies.size() == 9);
    CHECK(course.latencies.back().begin_ns == 8 * second);
    CHECK(course.latencies.back().end_ns == 10 * second);
    CHECK(course.latencies.back().answers == 180);
    CHECK(sent_in(course) == 1020);  // failed ones were sent too
}

TEST_CASE("a request that is tried again was sent once, when it was first sent") {
    auto one = load_of(1020);
    auto again = answered(0, 7 * second, 50 * ms);
    again.number = 2;
    one.attempts.front().state = attempt_state::failed;
    one.attempts.push_back(again);
    const auto course = report_of({one}).courses.front();
    CHECK(sent_in(course) == 1020);
    CHECK(course.slices.front().sent == 50);
}

TEST_CASE("what was sent after the plan's end has slices of its own, without a phase") {
    auto one = load_of(1020);
    one.attempts.back() = answered(1019, 2 * second, 50 * ms);  // due at 19.5 s
    one.time_ns = 22 * second;
    const auto course = report_of({one}).courses.front();
    CHECK(course.slices.back().end_ns == 21'500 * ms);
    CHECK_FALSE(course.slices.back().phase);
    CHECK(course.slices.back().sent == 1);
    CHECK(sent_in(course) == 1020);
}

TEST_CASE("a trial that was given up ends where it ended") {
    auto one = load_of(300);
    one.state = trial_state::failed;
    one.time_ns.reset();
    one.message = "over-saturated";
    const auto course = report_of({one}).courses.front();
    CHECK(course.cut_short());
    CHECK(course.message == "over-saturated");
    CHECK(course.end_ns == 2990 * ms + 50 * ms);
    CHECK(course.slices.back().end_ns == course.end_ns);
    CHECK(sent_in(course) == 300);
}

TEST_CASE("how many workers there were follows from the decisions") {
    auto one = load_of(1020);
    one.decisions = {{2 * second, 4, 6, "above"}, {5 * second, 6, 6, "kept"}, {8 * second, 6, 3, "below"}};
    const auto course = report_of({one}).courses.front();
    CHECK(course.workers_at(0) == 4);
    CHECK(course.workers_at(2 * second) == 6);
    CHECK(course.workers_at(7 * second) == 6);
    CHECK(course.workers_at(9 * second) == 3);
}

TEST_CASE("trials stand by workers and repeat; stopped and left-out ones and warm-ups do not") {
    auto few = load_of(1020), second_repeat = load_of(1020), stopped = load_of(10), left_out = load_of(1020);
    few.workers = 1;
    second_repeat.repeat = 2;
    stopped.state = trial_state::cancelled;
    left_out.excluded = "a backup ran";
    const auto report = report_of({second_repeat, load_of(1020), stopped, left_out, few});
    REQUIRE(report.courses.size() == 3);
    CHECK(report.courses[0].workers == 1);
    CHECK(report.courses[1].repeat == 1);
    CHECK(report.courses[2].repeat == 2);
}
