// What is said of an open loop in phases, from trials put together by hand.
#include <doctest/doctest.h>

#include "engine/analysis/loss_report.h"
#include "engine/analysis/phase_report.h"
#include "engine/analysis/scaling.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr std::int64_t ms = 1'000'000;
constexpr std::int64_t second = 1000 * ms;

// 100 requests in the first second, 20 in the next.
const std::vector<planned_phase> two_phases{{"busy", 100, 0, second, 100}, {"quiet", 20, second, 2 * second, 20}};

attempt answered(int item, std::int64_t late_ns, std::int64_t took_ns) {
    const bool busy = item < 100;
    attempt span;
    span.item = item;
    span.state = attempt_state::succeeded;
    const std::int64_t due = busy ? item * 10 * ms : second + (item - 100) * 50 * ms;
    span.start_ns = due + late_ns;
    span.end_ns = span.start_ns + took_ns;
    span.measured.set(measure::phase, busy ? 0 : 1);
    span.measured.set(measure::due_at, due);
    span.measured.set(measure::sent_at, span.start_ns);
    span.measured.set(measure::last_content_at, span.end_ns);
    return span;
}

run_record open_loop(std::vector<trial> trials) {
    auto run = made_up_run({}, 120);
    run.summary.kind = "phases";
    for (const auto& one : trials) run.summary.workers.push_back(one.workers);
    run.trials = std::move(trials);
    return run;
}

trial whole_trial(int workers, std::int64_t late_ns = 0) {
    auto one = made_up_trial(workers, 2, 1, 120);
    for (int item = 0; item < 120; ++item) one.attempts.push_back(answered(item, late_ns, (item % 100 + 1) * ms));
    return one;
}

bool says(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return true;
    MESSAGE(text);
    return false;
}

}  // namespace

TEST_CASE("a load that was kept up with: rates, both latencies, percentiles where there are answers enough") {
    const auto report = make_phase_report(open_loop({whole_trial(4, 30 * ms)}), two_phases);
    REQUIRE(report.rows.size() == 2);
    const auto& busy = report.rows[0];
    CHECK(busy.phase == "busy");
    CHECK(busy.workers == 4);
    CHECK(busy.trials == 1);
    CHECK(busy.asked_per_s == 100);
    // The last was sent at 1.02 s: 100 in that time.
    CHECK(busy.sent_per_s.value() == doctest::Approx(100 / 1.02));
    CHECK(busy.requests == 100);
    CHECK(busy.not_sent == 0);
    CHECK(busy.errors == 0);
    CHECK(busy.from_sent.p50.ns == 50 * ms);
    CHECK(busy.from_due.p50.ns == 80 * ms);
    CHECK(busy.from_sent.p95.ns == 95 * ms);
    CHECK(busy.from_due.p95.ns == 125 * ms);
    CHECK_FALSE(busy.from_due.p99.ns);
    CHECK(says(busy.from_due.p99.refused, "p99 needs at least 500 answers"));
    const auto& quiet = report.rows[1];
    CHECK(quiet.sent_per_s.value() == doctest::Approx(20));
    CHECK(quiet.from_due.p50.ns);
    CHECK_FALSE(quiet.from_due.p95.ns);
    CHECK(describe_phases(report) == "With 4 workers every phase was sent at the rate asked for.");
}

TEST_CASE("repeats at one worker count are told together, and worker counts apart") {
    auto again = whole_trial(4);
    again.repeat = 2;
    const auto report = make_phase_report(open_loop({whole_trial(4), again, whole_trial(1)}), two_phases);
    REQUIRE(report.rows.size() == 4);
    CHECK(report.rows[0].workers == 1);
    CHECK(report.rows[2].trials == 2);
    CHECK(report.rows[2].requests == 200);
    CHECK(report.rows[2].sent_per_s.value() == doctest::Approx(100));
    CHECK(report.trials.size() == 3);
}

TEST_CASE("a load that was given up: what was sent counts up to there, what was not is told, no later phase is made up") {
    auto cut = whole_trial(1);
    cut.state = trial_state::failed;
    cut.time_ns.reset();
    cut.message = "over-saturated: enough";
    std::erase_if(cut.attempts, [](const attempt& one) { return one.item >= 25; });
    cut.attempts.back().state = attempt_state::cancelled;
    cut.intervals = {{0, worker_state::service, 0, 1, 0, second / 2}};
    const auto report = make_phase_report(open_loop({cut}), two_phases);
    const auto& busy = report.rows[0];
    CHECK(busy.requests == 100);
    CHECK(busy.not_sent == 75);
    CHECK(busy.errors == 0);
    CHECK(busy.sent_per_s.value() == doctest::Approx(50));  // 25 in the half second that it lasted
    const auto& quiet = report.rows[1];
    CHECK(quiet.trials == 0);
    CHECK_FALSE(quiet.sent_per_s);
    const auto words = describe_phases(report);
    CHECK(says(words, "With 1 worker phase \"busy\" reached 50 of 100 requests/s."));
    CHECK(says(words, "not every phase was reached"));
    CHECK(says(words, "over-saturated: enough"));
    CHECK(to_json(report)["rows"][1]["sent_per_s"].is_null());
}

TEST_CASE("a request that fails and then succeeds is no error, one that finally fails is") {
    auto one = whole_trial(2);
    auto failed = one.attempts[3];
    failed.state = attempt_state::failed;
    one.attempts.insert(one.attempts.begin() + 3, failed);
    one.attempts[10].state = attempt_state::failed;
    one.state = trial_state::failed;
    one.failed = 1;
    const auto report = make_phase_report(open_loop({one}), two_phases);
    CHECK(report.rows[0].errors == 1);
    CHECK(report.rows[0].from_due.sorted_ns.size() == 99);
}

TEST_CASE("the workers of a phase are all that there were in it") {
    auto one = whole_trial(2);
    one.decisions = {{second / 2, 2, 4, "more"}, {second, 4, 4, "kept"}, {second + 1, 4, 3, "fewer"}};
    const auto report = make_phase_report(open_loop({one}), two_phases);
    CHECK(report.rows[0].fewest_workers == 2);
    CHECK(report.rows[0].most_workers == 4);
    CHECK(report.rows[1].fewest_workers == 3);
    CHECK(report.rows[1].most_workers == 4);
    const auto told = to_json(report)["trials"][0]["decisions"];
    CHECK(told.size() == 3);
    CHECK(told[0]["at_s"] == 0.5);
    CHECK(told[0]["reason"] == "more");
}

TEST_CASE("trials that were stopped, left out, or warm-ups say nothing") {
    auto stopped = whole_trial(1), excluded = whole_trial(2), warm_up = whole_trial(4);
    stopped.state = trial_state::cancelled;
    excluded.excluded = "a backup ran";
    warm_up.warm_up = true;
    CHECK(make_phase_report(open_loop({stopped, excluded, warm_up}), two_phases).empty());
    CHECK(make_phase_report(open_loop({whole_trial(1)}), {}).empty());
}

TEST_CASE("an open loop has no scaling curve and no loss table, and says why") {
    const auto run = open_loop({whole_trial(1), whole_trial(2)});
    const auto curve = make_scaling_curve(run);
    CHECK(curve.open_loop);
    CHECK(curve.points.empty());
    CHECK(says(describe_scaling(curve, {}).headline, "open loop"));
    const auto losses = make_loss_report(run);
    CHECK(losses.empty());
    CHECK(says(describe_losses(losses), "open loop"));
}
