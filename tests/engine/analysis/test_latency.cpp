#include <doctest/doctest.h>

#include <algorithm>

#include "engine/analysis/latency.h"
#include "engine/analysis/latency_json.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr std::int64_t ms = 1'000'000;

// Sent 10 ms after its start, first content `first_ms` after that, then `tokens` tokens in `chunks` chunks.
attempt streamed(std::int64_t first_ms, std::int64_t whole_ms, std::int64_t tokens = 11, std::int64_t chunks = 6,
                 std::int64_t late_ms = 0) {
    attempt span;
    span.start_ns = 1000 * ms;
    span.end_ns = (1015 + whole_ms) * ms;
    const std::int64_t sent = 1010 * ms;
    span.measured.set(measure::due_at, sent - late_ms * ms);
    span.measured.set(measure::sent_at, sent);
    span.measured.set(measure::first_content_at, sent + first_ms * ms);
    span.measured.set(measure::last_content_at, sent + whole_ms * ms);
    span.measured.set(measure::chunk_count, chunks);
    span.measured.set(measure::output_tokens, tokens);
    return span;
}

attempt process(std::int64_t taken_ms) {
    attempt span;
    span.start_ns = 5 * ms;
    span.end_ns = (5 + taken_ms) * ms;
    return span;
}

trial trial_with(int workers, std::vector<attempt> attempts, int repeat = 1) {
    auto one = made_up_trial(workers, 10, repeat, static_cast<int>(attempts.size()));
    one.attempts = std::move(attempts);
    return one;
}

run_record run_with(std::vector<trial> trials) {
    auto run = made_up_run({});
    run.trials = std::move(trials);
    return run;
}

// First tokens after 1, 2, … `count` ms, times `factor`.
trial staircase(int workers, int count, std::int64_t factor = 1) {
    std::vector<attempt> attempts;
    for (int i = count; i >= 1; --i) attempts.push_back(streamed(i * factor, 2000));
    return trial_with(workers, std::move(attempts));
}

}  // namespace

TEST_CASE("worked by hand: first token, time per output token, whole, chunk gap") {
    const auto report = make_latency_report(run_with({trial_with(1, {streamed(200, 700)})}));
    REQUIRE(report.points.size() == 1);
    const auto& point = report.points[0];
    const auto only = [&](latency_quantity quantity) { return point.of(quantity).sorted_ns.at(0); };
    CHECK(only(latency_quantity::first_token) == 200 * ms);
    CHECK(only(latency_quantity::per_token) == 50 * ms);   // 500 ms after the first of 11 tokens
    CHECK(only(latency_quantity::chunk_gap) == 100 * ms);  // five gaps between six chunks
    CHECK(only(latency_quantity::whole) == 700 * ms);
    CHECK(report.basis == whole_basis::answers);
    CHECK_FALSE(report.has(latency_quantity::whole_from_due));  // sent when due
    CHECK(definition_of(latency_quantity::whole, report.basis) == "last content − request sent");
}

TEST_CASE("answers without a value are counted as missing, never as 0") {
    auto not_streamed = streamed(200, 700);
    not_streamed.measured = {};
    not_streamed.measured.set(measure::sent_at, 1010 * ms);
    not_streamed.measured.set(measure::last_content_at, 1300 * ms);
    const auto one_token = streamed(100, 100, 1, 1);
    const auto report = make_latency_report(run_with({trial_with(1, {not_streamed, one_token, streamed(200, 700)})}));
    const auto& point = report.points.at(0);
    CHECK(point.answers == 3);
    CHECK(point.of(latency_quantity::whole).sorted_ns == std::vector<std::int64_t>{100 * ms, 290 * ms, 700 * ms});
    CHECK(point.of(latency_quantity::first_token).missing == 1);
    CHECK(point.of(latency_quantity::per_token).missing == 2);
    CHECK(point.of(latency_quantity::per_token).sorted_ns == std::vector<std::int64_t>{50 * ms});
}

TEST_CASE("failed attempts are in no distribution, their number is said; trials that do not count are left out") {
    auto failed = streamed(1, 2);
    failed.state = attempt_state::failed;
    auto warm_up = trial_with(1, {streamed(5, 6)});
    warm_up.warm_up = true;
    auto cut = trial_with(2, {streamed(5, 6)});
    cut.state = trial_state::cancelled;
    const auto report = make_latency_report(
        run_with({warm_up, trial_with(1, {failed, streamed(20, 70)}), trial_with(1, {streamed(10, 70)}, 2), cut}));
    REQUIRE(report.points.size() == 1);
    CHECK(report.points[0].trials == 2);
    CHECK(report.points[0].failed == 1);
    CHECK(report.points[0].answers == 2);
    CHECK(report.points[0].of(latency_quantity::first_token).sorted_ns == std::vector<std::int64_t>{10 * ms, 20 * ms});
}

TEST_CASE("of processes only the whole is known, from start to end") {
    const auto report = make_latency_report(run_with({trial_with(1, {process(30), process(20)})}));
    CHECK(report.basis == whole_basis::processes);
    CHECK(report.points.at(0).of(latency_quantity::whole).sorted_ns == std::vector<std::int64_t>{20 * ms, 30 * ms});
    for (const auto quantity : all_latency_quantities) CHECK(report.has(quantity) == (quantity == latency_quantity::whole));
    CHECK(definition_of(latency_quantity::whole, report.basis) == "end − start");
    CHECK(make_latency_report(run_with({trial_with(1, {process(30), streamed(1, 2)})})).basis == whole_basis::both);
}

TEST_CASE("times from when they were due stand beside those from sending only where it makes a difference") {
    const auto late = make_latency_report(run_with({trial_with(1, {streamed(200, 700), streamed(200, 700, 11, 6, 50)})}));
    CHECK(late.points.at(0).of(latency_quantity::first_token_from_due).sorted_ns ==
          std::vector<std::int64_t>{200 * ms, 250 * ms});
    CHECK(late.points.at(0).of(latency_quantity::whole_from_due).sorted_ns == std::vector<std::int64_t>{700 * ms, 750 * ms});
    // 5 ms late is less than 1 % of 700 ms.
    const auto hardly = make_latency_report(run_with({trial_with(1, {streamed(200, 700, 11, 6, 5)})}));
    CHECK_FALSE(hardly.has(latency_quantity::first_token_from_due));
    CHECK(hardly.points.at(0).of(latency_quantity::whole_from_due).missing == 1);
}

TEST_CASE("ranks of the interval, by the binomial distribution") {
    // 10 answers: P(B ≤ 1) = 11/1024 = 1.1 % below the second, and as much above the ninth.
    CHECK(percentile_ranks(10, 500) == rank_interval{2, 9});
    CHECK(percentile_ranks(24, 500) == rank_interval{7, 18});
    CHECK(percentile_ranks(50, 900) == rank_interval{41, 50});
    CHECK(percentile_ranks(100, 950) == rank_interval{90, 100});
    CHECK(percentile_ranks(200, 950) == rank_interval{184, 197});
    CHECK(percentile_ranks(500, 990) == rank_interval{490, 500});
    CHECK_FALSE(percentile_ranks(99, 950));
    const auto million = percentile_ranks(1'000'000, 500);
    REQUIRE(million);  // about 1.96 · 500 on both sides
    CHECK(million->lo == doctest::Approx(499'020).epsilon(0.00001));
    CHECK(million->hi == doctest::Approx(500'981).epsilon(0.00001));
}

TEST_CASE("a percentile is refused below its sample size, with the reason") {
    CHECK(answers_needed(500) == 10);
    CHECK(answers_needed(900) == 50);
    CHECK(answers_needed(950) == 100);
    CHECK(answers_needed(990) == 500);
    CHECK(answers_needed(999) == 5000);
    for (const int thousandths : latency_percentiles) {
        CHECK(percentile_ranks(answers_needed(thousandths), thousandths));
        CHECK_FALSE(percentile_ranks(answers_needed(thousandths) - 1, thousandths));
    }
    const auto report = make_latency_report(run_with({staircase(1, 100)}));
    const auto& one = report.points.at(0).of(latency_quantity::first_token);
    CHECK(one.percentile(500).ns == 50 * ms);
    CHECK(one.percentile(950).ns == 95 * ms);
    CHECK(one.percentile(950).lo_ns == 90 * ms);
    CHECK(one.percentile(950).hi_ns == 100 * ms);
    CHECK(one.percentile(950).refused.empty());
    CHECK_FALSE(one.percentile(990).ns);
    CHECK(one.percentile(990).refused == "p99 needs at least 500 answers; there are 100");
    CHECK(one.percentile(999).refused == "p99.9 needs at least 5000 answers; there are 100");
}

TEST_CASE("the finding takes the highest percentile up to p95 that all counts have") {
    const auto first = latency_quantity::first_token;
    CHECK(describe_latency(make_latency_report(run_with({staircase(1, 100), staircase(4, 100, 10)})), first) ==
          "Time to first token p95 grows from 95.0 ms at 1 worker to 950 ms at 4");
    CHECK(describe_latency(make_latency_report(run_with({staircase(1, 100, 10), staircase(4, 60)})), first) ==
          "Time to first token p90 falls from 900 ms at 1 worker to 54.0 ms at 4");
    CHECK(describe_latency(make_latency_report(run_with({staircase(2, 20), staircase(4, 20)})), first) ==
          "Time to first token p50 stays about the same: 10.0 ms at 2 workers, 10.0 ms at 4");
    // Medians of 10 to 20 ms and of 11 to 24 ms: each lies in the other's interval.
    std::vector<attempt> few, more;
    for (int i = 10; i <= 20; ++i) few.push_back(streamed(i, 500));
    for (int i = 11; i <= 24; ++i) more.push_back(streamed(i, 500));
    CHECK(describe_latency(make_latency_report(run_with({trial_with(2, few), trial_with(4, more)})), first) ==
          "Time to first token p50: 15.0 ms at 2 workers and 17.0 ms at 4 are not told apart by so few answers");
    CHECK(describe_latency(make_latency_report(run_with({staircase(2, 100)})), first) ==
          "Time to first token at 2 workers: p50 50.0 ms, p95 95.0 ms");
    CHECK(describe_latency(make_latency_report(run_with({staircase(2, 9)})), first) ==
          "Time to first token: too few answers for a percentile, 9 at most at one worker count; p50 needs 10");
    CHECK(describe_latency(make_latency_report(run_with({trial_with(1, {process(3)})})), first) ==
          "Time to first token: no answer of this run has it");
}

TEST_CASE("a run of times alone has no distribution") {
    const auto report = make_latency_report(made_up_run({{1, 10.0}, {2, 5.0}}));
    CHECK(report.any_counted);
    CHECK(report.points.empty());
    CHECK(report.basis == whole_basis::none);
    CHECK(to_json(report).empty());
}

TEST_CASE("as JSON: one entry for each worker count and quantity, refused percentiles as null with the reason") {
    const auto list = to_json(make_latency_report(run_with({staircase(1, 100), trial_with(2, {process(20)})})));
    REQUIRE(list.size() == 4 * 2);
    const auto& first = list.at(0);
    CHECK(first.at("quantity") == "first_token");
    CHECK(first.at("workers") == 1);
    CHECK(first.at("count") == 100);
    CHECK(first.at("percentiles").at("p95") == json{{"ns", 95 * ms}, {"lo_ns", 90 * ms}, {"hi_ns", 100 * ms}});
    CHECK(first.at("percentiles").at("p99").is_null());
    CHECK(first.at("refused").size() == 2);
    CHECK(list.at(1).at("count") == 0);
    CHECK(list.at(1).at("missing") == 1);
}
