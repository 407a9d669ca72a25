#include <doctest/doctest.h>

#include "engine/advice/what_if.h"

using namespace sweeplab;

namespace {

constexpr std::int64_t second = 1'000'000'000;

replay_item step(std::int64_t seconds, std::vector<int> depends_on = {}) {
    return {seconds * second, 0, {}, std::move(depends_on)};
}

// The published report: a core of 90 s in three steps, then four calls of 26, 26, 50 and 25 s.
std::vector<replay_item> pipeline() {
    return {step(30), step(30, {0}), step(30, {1}), step(26, {2}), step(26, {2}), step(50, {2}), step(25, {2})};
}

const std::vector<std::string> names = {"profile", "ideas", "recommendations", "financial", "risk", "competitive", "market"};

replay_settings with_workers(int workers) {
    replay_settings settings;
    settings.workers = workers;
    return settings;
}

const what_if* find(const what_if_report& report, change what, std::optional<int> step = {}) {
    for (const auto& one : report.cases)
        if (one.what == what && one.step == step) return &one;
    return nullptr;
}

}  // namespace

TEST_CASE("a core and independent calls, as published") {
    const auto report = ask_what_if(pipeline(), names, with_workers(4));
    REQUIRE(report.fault.empty());
    const auto& now = report.cases.front();
    CHECK(now.time_s == doctest::Approx(140));  // 90 s and the longest of the four
    CHECK(now.critical_path == std::vector<int>{0, 1, 2, 5});
    CHECK(now.critical_path_s == doctest::Approx(140));
    const auto* alone = find(report, change::all_sequential);
    CHECK(alone->time_s == doctest::Approx(217));
    CHECK(alone->saving_s == doctest::Approx(-77));
    CHECK(alone->text == "All one after the other: 217 s instead of 140 s, 77.0 s more.");
    CHECK(find(report, change::one_more_worker)->text == "One more worker, 5 in all: nothing changes, 140 s.");
    // The longest call beside the last core step: 110 s for it, 116 s for those that stay behind.
    const auto* competitive = find(report, change::step_parallel, 5);
    CHECK(competitive->time_s == doctest::Approx(116));
    CHECK(competitive->saving_s == doctest::Approx(24));
    CHECK(competitive->critical_path == std::vector<int>{0, 1, 2, 3});
    CHECK(report.best()->what == change::step_parallel);
    CHECK(to_json(report)["cases"].size() == report.cases.size());
    CHECK(to_json(report)["cases"][0]["critical_path"] == json({0, 1, 2, 5}));
}

TEST_CASE("one more worker helps where steps wait for one") {
    const auto report = ask_what_if({step(10), step(10), step(10)}, {}, with_workers(2));
    CHECK(report.cases.front().time_s == doctest::Approx(20));
    CHECK(report.cases.front().critical_path_s == doctest::Approx(10));
    CHECK(find(report, change::one_more_worker)->saving_s == doctest::Approx(10));
    CHECK(report.cases.size() == 3);  // no step waits for another
}

TEST_CASE("a step made parallel takes nothing else with it") {
    // 0, then 1, then 2: with 1 beside 0, 2 waits for both.
    const auto moved = with_step_parallel({step(5), step(7, {0}), step(3, {1})}, 1);
    CHECK(moved[1].depends_on.empty());
    CHECK(moved[2].depends_on == std::vector<int>{0, 1});
    // Moved once, it still waits for what came before its predecessor.
    const auto last = with_step_parallel({step(5), step(7, {0}), step(3, {1})}, 2);
    CHECK(last[2].depends_on == std::vector<int>{0});
}

TEST_CASE("steps that cannot be replayed are refused in words") {
    CHECK(ask_what_if({}, {}, with_workers(1)).fault == "There are no steps.");
    CHECK(ask_what_if({step(1)}, {}, with_workers(0)).fault == "There is no worker.");
    CHECK(ask_what_if({step(1, {4})}, {"only"}, with_workers(1)).fault == "\"only\" waits for a step that does not exist.");
    CHECK(ask_what_if({step(1, {1}), step(1, {0})}, {}, with_workers(1)).fault.find("circle") != std::string::npos);
    CHECK(ask_what_if({step(-1)}, {}, with_workers(1)).fault == "step 1 has a time below 0.");
    const auto report = ask_what_if({}, {}, with_workers(1));
    CHECK(report.best() == nullptr);
    CHECK(to_json(report)["cases"].empty());
}

TEST_CASE("steps that take no time change nothing") {
    const auto report = ask_what_if({step(0), step(0, {0})}, {}, with_workers(1));
    REQUIRE(report.fault.empty());
    CHECK(report.cases.front().time_s == 0);
    CHECK(report.best() == nullptr);
}
