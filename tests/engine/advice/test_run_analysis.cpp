// Everything about a run at once: what goes into the advice, and what is absent with a reason.
#include "engine/advice/run_analysis.h"

#include <algorithm>

#include "engine/exchange/exchange.h"
#include "tests/engine/advice/advised_runs.h"
#include "tests/engine/prediction/replayed_run.h"

#include <doctest/doctest.h>

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

run_record published_file() {
    auto file = import_file(SWEEPLAB_SOURCE_DIR "/tests/fixtures/published/worker_benchmark.csv");
    REQUIRE(file);
    REQUIRE(file->runs.size() == 1);
    return std::move(file->runs.front());
}

}  // namespace

TEST_CASE("the published benchmark, of which only whole times are known") {
    analysis_request request;
    request.items = 12;
    const auto made = analyze_run(published_file(), request);
    INFO(describe_advice(made.advice));
    CHECK(made.advice.moods.at(0).advice.workers == 4);
    CHECK(made.advice.moods.at(1).advice.workers == 10);
    CHECK(made.advice.moods.at(2).advice.shown_by == 20);
    CHECK(why_not(made.advice, 50) == "50 workers: 12 items, so 38 never get one");

    // Capped at the 12 workers that get an item, nothing is left of κ.
    CHECK_FALSE(made.laws.amdahl.refused);
    CHECK(made.laws.reported == law_fits::law::amdahl);
    CHECK(made.laws.amdahl.sigma->value == doctest::Approx(0.122).epsilon(0.01));
    CHECK(made.laws.usl.kappa->value == 0);

    CHECK(made.losses.empty());
    CHECK_FALSE(made.bounds.missing.empty());
    CHECK(made.predictions.empty());
    CHECK(any_says(made.missing, "of the trial at 1 worker only the whole time is known"));
}

TEST_CASE("asking again gives what asking at once gives") {
    const auto run = published_file();
    analysis_request request;
    request.items = 12;
    const auto made = analyze_run(run, request);
    request.asked = objective::cheapest_by_deadline;
    request.deadline_s = 40;
    const auto again = to_json(advise_again(run, request, made));
    CHECK(again == to_json(analyze_run(run, request).advice));
    CHECK(again["objective"] == "cheapest_by_deadline");
    CHECK(again != to_json(made.advice));
}

TEST_CASE("an analysis as JSON has these keys and no others") {
    const auto value = to_json(analyze_run(published_file()));
    std::vector<std::string> keys;
    for (const auto& [key, part] : value.items()) keys.push_back(key);
    CHECK(keys == std::vector<std::string>{"bounds", "fits", "points", "predictions", "rate_limit", "recommendation"});
    CHECK(value["points"].size() == 5);
    CHECK(value["fits"].contains("usl"));
    CHECK(value["fits"].contains("amdahl"));
    CHECK(value["recommendation"]["objective"] == "fewest_near_best");
    CHECK(value["rate_limit"].is_array());
}

namespace {

constexpr std::int64_t second = 1'000'000'000;

// Equal items of one second: each worker does its share, and those without an item idle from first to last.
trial equal_trial(int items, int workers, int repeat) {
    trial one;
    one.workers = one.slots = workers;
    one.repeat = repeat;
    one.state = trial_state::complete;
    one.jobs = items;
    const int rounds = (items + workers - 1) / workers;
    one.time_ns = rounds * second;
    for (int worker = 0; worker < workers; ++worker) {
        for (int round = 0; round < rounds; ++round) {
            const int item = round * workers + worker;
            const auto start = round * second;
            if (item >= items) {
                one.intervals.push_back({worker, worker_state::idle, -1, 0, start, rounds * second});
                break;
            }
            one.intervals.push_back({worker, worker_state::service, item, 1, start, start + second});
            attempt span;
            span.item = item;
            span.claimed_ns = span.start_ns = start;
            span.end_ns = span.released_ns = start + second;
            one.attempts.push_back(span);
        }
    }
    return one;
}

run_record run_of_equal_items(int items, const std::vector<int>& counts) {
    run_record run;
    run.summary.id.value = 3;
    run.summary.state = run_state::complete;
    run.summary.workers = counts;
    for (int i = 0; i < items; ++i) run.items.push_back({std::to_string(i), "text"});
    for (const int workers : counts) add_trial(run, equal_trial(items, workers, 1));
    return run;
}

const advice_candidate* candidate(const advice_report& report, int workers) {
    const auto found = std::ranges::find(report.candidates, workers, &advice_candidate::workers);
    return found == report.candidates.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("workers beyond the items idle, and that is no tail that forbids a law") {
    const auto made = analyze_run(run_of_equal_items(8, {1, 2, 4, 8, 32}));
    REQUIRE(made.losses.points.size() == 5);
    CHECK(made.losses.points.back().mean.idle == 24 * second);
    INFO(made.laws.amdahl.refused.value_or(""));
    CHECK_FALSE(made.laws.amdahl.refused);
    CHECK(made.laws.amdahl.sigma->value == doctest::Approx(0));
    CHECK(made.advice.usable_workers == 8);
    CHECK(made.bounds.missing.empty());
    CHECK(made.bounds.work_s == doctest::Approx(8));
    CHECK(made.bounds.span_s == doctest::Approx(1));
}

TEST_CASE("a tail among workers that do get items forbids a law") {
    const auto made = analyze_run(run_of_equal_items(9, {1, 2, 4, 8}));  // at 8 workers 7 of 16 worker-seconds
    REQUIRE(made.laws.amdahl.refused);
    CHECK(made.laws.amdahl.refused->find("idle tails are 44 %") != std::string::npos);
}

TEST_CASE("counts between the measured ones are replayed and may be advised") {
    const auto made = analyze_run(run_of_equal_items(12, {1, 2, 4, 12}));
    REQUIRE(made.replay);
    CHECK(made.replay->points.size() == 12);
    REQUIRE(made.longest_first);
    const auto* six = candidate(made.advice, 6);
    REQUIRE(six);
    CHECK(six->predicted);
    CHECK(six->time_s == doctest::Approx(2));
    REQUIRE(candidate(made.advice, 4));
    CHECK_FALSE(candidate(made.advice, 4)->predicted);
    CHECK(made.predictions.empty());  // none was kept before it was measured
}

TEST_CASE("how items slow each other down is learnt at a middle count that has an item for each worker") {
    const auto made = analyze_run(run_of_equal_items(12, {1, 4, 10, 20, 50}));
    REQUIRE(made.replay);
    CHECK(made.replay->middle == 4);
    const auto wide = analyze_run(run_of_equal_items(6, {1, 10, 20}));
    REQUIRE(wide.replay);
    CHECK(wide.replay->middle == 10);
    CHECK_FALSE(analyze_run(run_of_equal_items(12, {1, 4})).replay->middle);  // nothing would be left to judge it by
}

TEST_CASE("of many items only the measured counts are replayed") {
    const auto made = analyze_run(replayed_run(made_up_items(2000), {1, 4, 16}));
    REQUIRE(made.replay);
    CHECK(made.replay->points.size() == 3);
}

TEST_CASE("stored predictions come back with their scores") {
    auto run = run_of_equal_items(8, {1, 2, 4, 8});
    prediction made;
    made.workers = 8;
    made.time_s = 1.1;
    run.predictions = json::array({to_json(made), "no prediction"});
    const auto analysis = analyze_run(run);
    REQUIRE(analysis.predictions.size() == 1);
    REQUIRE(analysis.predictions[0].score);
    CHECK(analysis.predictions[0].score->error_percent == doctest::Approx(10));
    CHECK(to_json(analysis)["predictions"][0]["measured_s"] == 1.0);
}

TEST_CASE("where items wait for each other, the advice names that and not the items") {
    auto run = replayed_run(made_up_items(8), {1, 2});
    for (int i = 1; i < 8; ++i) run.items[static_cast<std::size_t>(i)].depends_on = {i % 2 == 1 && i > 1 ? i - 2 : 0};
    const auto made = analyze_run(run);
    REQUIRE(made.curve.usable_workers);
    REQUIRE(*made.curve.usable_workers < 8);
    CHECK(made.advice.cap == width_cap::dag);
    CHECK(made.advice.usable_workers == made.curve.usable_workers);
}

TEST_CASE("rate limits are those of the plan or of the request, and of requests only") {
    auto run = run_of_equal_items(8, {1, 2, 4});
    CHECK(analyze_run(run).rates.points.empty());  // a program's starts are no requests
    run.summary.kind = "llm";
    run.plan = {{"limits", {{"requests_per_minute", 120}}}};
    auto made = analyze_run(run);
    CHECK(made.rates.points.size() == 4);  // 8 was not run
    CHECK(made.rates.binds_at == doctest::Approx(2));
    CHECK(made.advice.cap == width_cap::items);  // 8 requests are no minute's worth: they meet no limit
    run.plan["limits"]["requests_per_minute"] = 6;
    made = analyze_run(run);
    CHECK(made.advice.cap == width_cap::rate_limit);
    for (const auto& warning : made.advice.warnings) CHECK(warning.find("misses") == std::string::npos);
    analysis_request request;
    request.tier = rate_tier{6000, {}};
    made = analyze_run(run, request);
    CHECK(made.rates.binds_at == doctest::Approx(100));
    CHECK(made.advice.cap == width_cap::items);
    CHECK(made.rate_source.empty());
    run.plan["limits"] = "none";
    CHECK_FALSE(analyze_run(run).rates.binds_at);
    // Without a limit of the plan, the least that the endpoint named with its answers.
    run.trials[1].attempts[0].measured.set(measure::rate_limit_requests, std::int64_t{600});
    run.trials[1].attempts[1].measured.set(measure::rate_limit_requests, std::int64_t{120});
    made = analyze_run(run);
    CHECK(made.rates.binds_at == doctest::Approx(2));
    CHECK(made.rate_source == "The endpoint itself named these limits.");
}

TEST_CASE("a latency target is compared with a percentile that every count has") {
    analysis_request request;
    request.asked = objective::throughput_within_latency;
    request.latency_target_s = 2;
    const auto made = analyze_run(run_of_equal_items(100, {1, 2, 4}), request);
    INFO(made.advice.chosen.reason);
    CHECK(made.advice.chosen.workers == 4);
    CHECK(made.advice.chosen.reason.find(" p95 of at most 2") != std::string::npos);
    request.latency_target_s = 0.5;
    CHECK_FALSE(analyze_run(run_of_equal_items(100, {1, 2, 4}), request).advice.chosen.workers);
}

TEST_CASE("a run without anything, and one with a single time") {
    const auto empty = analyze_run({});
    CHECK_FALSE(empty.advice.chosen.workers);
    CHECK_FALSE(empty.bounds.missing.empty());
    CHECK(empty.laws.usl.refused);
    CHECK_FALSE(to_json(empty).empty());
    const auto single = analyze_run(made_up_run({{4, 10.0}}));
    CHECK(single.laws.usl.refused);
    CHECK(single.advice.candidates.size() == 1);
}

TEST_CASE("how near to the limits worker counts come that were not run") {
    auto run = run_of_equal_items(8, {1, 2, 4});
    run.summary.kind = "llm";
    analysis_request request;
    request.tier = rate_tier{1200, {}};
    const auto made = analyze_run(run, request);
    std::vector<int> counts;
    for (const auto& point : made.rates.points) {
        counts.push_back(point.workers);
        CHECK(point.replayed == (point.workers > 4));
        CHECK((point.trials == 0) == point.replayed);
    }
    CHECK(counts == std::vector<int>{1, 2, 4, 8});
    // Eight requests of a second at once: 8 in the minute, and 480 if they went on.
    const auto& widest = made.rates.points.back();
    CHECK(widest.requests.worst == 8);
    CHECK(widest.requests.extrapolated == doctest::Approx(480));
    CHECK(widest.requests.extrapolated_percent == doctest::Approx(40));
    CHECK(widest.verdict == rate_verdict::caution);
    // By Little's law the count at which the limit binds stays the measured one's.
    CHECK(made.rates.binds_at == doctest::Approx(20));
    CHECK(to_json(made)["rate_limit"].back()["replayed"] == true);

    request.tier = rate_tier{};
    CHECK(analyze_run(run, request).rates.points.size() == 3);  // nothing is limited: nothing to add
}
