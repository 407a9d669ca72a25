#include <doctest/doctest.h>

#include "engine/advice/minute_windows.h"
#include "engine/advice/rate_safety.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr std::int64_t second = 1'000'000'000;

attempt request(std::int64_t start_s, std::int64_t end_s, std::optional<std::int64_t> tokens = std::nullopt) {
    attempt one;
    one.start_ns = start_s * second;
    one.end_ns = end_s * second;
    one.measured.set(measure::total_tokens, tokens);
    return one;
}

// A request every `gap` seconds for `seconds`, each of two seconds and 100 tokens.
run_record steady(int workers, int seconds, int gap) {
    auto run = made_up_run({{workers, seconds}});
    for (int at = 0; at < seconds; at += gap) run.trials[0].attempts.push_back(request(at, at + 2, 100));
    return run;
}

}  // namespace

TEST_CASE("the thresholds give the published verdicts") {
    std::ifstream file(SWEEPLAB_SOURCE_DIR "/tests/fixtures/published/worker_benchmark_rate_limit.csv");
    int rows = 0;
    for (std::string line; std::getline(file, line);) {
        const auto cells = split(line, ',');
        if (line.starts_with('#') || line.starts_with("workers") || cells.size() < 4) continue;
        const double requests = std::stod(std::string(cells[1]));
        CHECK(100 * requests / 5000 == doctest::Approx(std::stod(std::string(cells[2]))));
        CHECK(to_text(verdict_of(requests / 5000)) == cells[3]);
        ++rows;
    }
    CHECK(rows == 4);
    CHECK(verdict_of(0) == rate_verdict::very_safe);
    CHECK(verdict_of(0.05) == rate_verdict::safe);
    CHECK(verdict_of(0.2) == rate_verdict::caution);
    CHECK(verdict_of(0.9) == rate_verdict::caution);
    CHECK(verdict_of(1) == rate_verdict::over);
}

TEST_CASE("a minute slid over a trial") {
    // 10 at once at 30 s of 120 s, 1 at 100 s: windows from 0 to 30 s see the 10, those from 40 s on the 1.
    std::vector<timed_amount> amounts(10, {30 * second, 1});
    amounts.push_back({100 * second, 1});
    const auto load = slide_a_minute(amounts, 120 * second);
    CHECK(load.worst == doctest::Approx(10));
    CHECK(load.mean == doctest::Approx((10 * 30 + 1 * 20) / 60.0));
    // Exactly a minute apart is no longer the same minute.
    CHECK(slide_a_minute({{0, 1}, {60 * second, 1}}, 200 * second).worst == doctest::Approx(1));
    CHECK(slide_a_minute({{0, 1}, {60 * second - 1, 1}}, 200 * second).worst == doctest::Approx(2));
    CHECK(slide_a_minute({{0, 3}, {9 * second, 4}}, 10 * second).mean == doctest::Approx(7));
    CHECK(slide_a_minute({}, 0).worst == 0);
}

TEST_CASE("requests and tokens a minute against both limits") {
    const auto safety = make_rate_safety(steady(1, 180, 2), {100.0, 11'000.0});
    REQUIRE(safety.points.size() == 1);
    const auto& point = safety.points[0];
    CHECK(point.requests.worst == doctest::Approx(30));
    CHECK(point.requests.mean == doctest::Approx(30).epsilon(0.02));
    CHECK(*point.requests.worst_percent == doctest::Approx(30));
    CHECK_FALSE(point.requests.extrapolated);
    REQUIRE(point.tokens);
    CHECK(point.tokens->worst == doctest::Approx(3000));
    CHECK(point.verdict == rate_verdict::caution);
    // 100 a minute of 2 s each: 3.33 workers; 11,000 tokens a minute are 110 requests.
    CHECK(*safety.binds_at == doctest::Approx(100.0 / 60 * 2));
    CHECK_FALSE(safety.tokens_bind);
    const auto by_tokens = make_rate_safety(steady(1, 180, 2), {100.0, 4500.0});
    CHECK(by_tokens.tokens_bind);
    CHECK(*by_tokens.binds_at == doctest::Approx(1.5));
}

TEST_CASE("a trial shorter than a minute has its total, and a rate said to be extrapolated") {
    const auto safety = make_rate_safety(steady(8, 20, 1), {60.0, {}});
    const auto& point = safety.points[0];
    CHECK(point.requests.worst == doctest::Approx(20));
    CHECK(point.requests.mean == doctest::Approx(20));
    CHECK(*point.requests.extrapolated == doctest::Approx(60));
    CHECK(point.verdict == rate_verdict::over);
    CHECK(describe(point).find("which is 60 (100 %) a minute if it goes on so") != std::string::npos);
}

TEST_CASE("failed requests count, and unknown tokens are absent") {
    auto run = made_up_run({{2, 120.0}});
    auto& spans = run.trials[0].attempts;
    spans = {request(0, 2, 50), request(3, 4), request(5, 7, 50)};
    spans[1].state = attempt_state::failed;
    spans[2].measured.set(measure::resent, 2);
    auto safety = make_rate_safety(run, {});
    CHECK(safety.points[0].requests.worst == doctest::Approx(5));
    CHECK_FALSE(safety.points[0].requests.worst_percent);
    CHECK_FALSE(safety.points[0].verdict);
    CHECK_FALSE(safety.binds_at);
    CHECK(safety.points[0].tokens->worst == doctest::Approx(100));
    CHECK(safety.points[0].failed_without_tokens == 1);
    CHECK(describe(safety.points[0]).find("1 failed request are unknown") != std::string::npos);
    CHECK(describe_rate_safety(safety).find("No limit was given") != std::string::npos);

    spans[0].measured = {};
    safety = make_rate_safety(run, {1000.0, 1000.0});
    CHECK_FALSE(safety.points[0].tokens);
    CHECK(to_json(safety)[0]["tokens"].is_null());
    CHECK(describe(safety.points[0]).find("token") == std::string::npos);
}

TEST_CASE("repeats: the worst of all, the mean of the means, and only counted ones") {
    auto run = made_up_run({{1, 120.0}, {1, 120.0}, {1, 120.0}});
    run.trials[0].attempts = {request(0, 1), request(1, 2)};
    run.trials[1].attempts = {request(0, 1), request(1, 2), request(2, 3), request(3, 4)};
    run.trials[2].attempts = std::vector<attempt>(50, request(0, 1));
    run.trials[2].excluded = "a backup ran";
    const auto safety = make_rate_safety(run, {10.0, {}});
    CHECK(safety.points[0].trials == 2);
    CHECK(safety.points[0].requests.worst == doctest::Approx(4));
    CHECK(safety.points[0].requests_a_trial == doctest::Approx(3));
}

TEST_CASE("counts that were not run, from a replay") {
    std::vector<replay_item> items(600, replay_item{2 * second, 0, 100, {}});
    replay_settings settings;
    settings.workers = 10;
    rate_safety safety = make_rate_safety(steady(1, 180, 2), {5000.0, 2e6});
    add_replayed(safety, 10, items, replay(items, settings));
    add_replayed(safety, 1, items, replay(items, settings));  // measured: stays
    REQUIRE(safety.points.size() == 2);
    const auto& ten = safety.points[1];
    CHECK(ten.replayed);
    CHECK_FALSE(safety.points[0].replayed);
    CHECK(ten.requests.worst == doctest::Approx(300));  // as published: 30 a minute and worker
    CHECK(*ten.requests.worst_percent == doctest::Approx(6));
    CHECK(ten.verdict == rate_verdict::safe);
    CHECK(ten.tokens->worst == doctest::Approx(30'000));
    items[0].used_tokens.reset();
    add_replayed(safety, 20, items, replay(items, settings));
    CHECK_FALSE(safety.points[2].tokens);
    add_replayed(safety, 50, {}, {});
    CHECK(safety.points.size() == 3);
}

TEST_CASE("no requests at all") {
    const auto safety = make_rate_safety(published_benchmark(), {5000.0, 2e6});  // only whole times
    CHECK(safety.points.empty());
    CHECK_FALSE(describe_rate_safety(safety).empty());
    CHECK(to_json(safety) == json::array());
    auto run = made_up_run({{1, 10.0}});
    run.trials[0].attempts = {request(0, 1)};
    run.trials[0].attempts[0].state = attempt_state::failed;
    const auto failed = make_rate_safety(run, {0.0, 0.0});  // no limits that mean anything
    CHECK_FALSE(failed.points[0].mean_service_s);
    CHECK_FALSE(failed.points[0].tokens);
    CHECK_FALSE(failed.points[0].verdict);
}
