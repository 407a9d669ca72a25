#include <doctest/doctest.h>

#include "engine/prediction/predict.h"
#include "tests/engine/prediction/replayed_run.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

curve_prediction predicted(const run_record& run, const prediction_request& request) {
    const auto curve = predict_run(run, request);
    REQUIRE_MESSAGE(curve.has_value(), (curve ? "" : curve.error().text()));
    return *curve;
}

prediction_request asking(std::vector<int> workers, std::optional<int> middle = {}) {
    prediction_request request;
    request.workers = std::move(workers);
    request.middle = middle;
    return request;
}

bool remarks_say(const curve_prediction& curve, const std::string& words) {
    for (const auto& remark : curve.remarks)
        if (remark.find(words) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("items that do not slow each other down: one sequential trial predicts every count") {
    replay_settings settings;
    settings.overhead_ns = 20'000'000;
    const auto run = replayed_run(made_up_items(30), {1, 2, 3, 5, 8, 50}, settings);
    const auto curve = predicted(run, asking({1, 2, 3, 5, 8, 50}));
    CHECK(curve.not_predictable.empty());
    CHECK(curve.overhead_s == doctest::Approx(0.02));
    REQUIRE(curve.points.size() == 6);
    for (const auto& made : curve.points) {
        INFO(made.workers, " workers");
        REQUIRE(made.score);
        CHECK(made.score->error_percent == doctest::Approx(0).epsilon(1e-9));
        CHECK(made.worker_ns.sum() == made.workers * from_seconds(made.time_s).count());
        CHECK(made.input_trials == std::vector<trial_id>{trial_id{100}});
        CHECK(made.is_input == (made.workers == 1));
        CHECK_FALSE(made.lo);
    }
    CHECK(remarks_say(curve, "No interval"));
    CHECK(remarks_say(curve, "measured: 2, 3, 5, 8, 50"));
}

TEST_CASE("how much items slow each other down is found from the middle trial, and repairs the other counts") {
    replay_settings settings;
    settings.overhead_ns = 20'000'000;
    settings.inflation = 0.07;
    const auto run = replayed_run(made_up_items(40), {1, 2, 4, 8, 16}, settings);
    const auto without = predicted(run, asking({16}));
    CHECK(without.points[0].score->error_percent < -20);
    const auto with = predicted(run, asking({1, 2, 4, 8, 16}, 4));
    REQUIRE(with.fit);
    CHECK(with.fit->outcome == fit_outcome::fitted);
    CHECK(with.fit->inflation == doctest::Approx(0.07).epsilon(1e-6));
    for (const auto& made : with.points) {
        CHECK(std::abs(made.score->error_percent) < 1e-4);
        CHECK(made.input_trials == std::vector<trial_id>{trial_id{100}, trial_id{102}});
        CHECK(made.is_input == (made.workers == 1 || made.workers == 4));
    }
}

TEST_CASE("a middle trial that is faster than its replay: nothing is taken off, and it is said") {
    auto run = replayed_run(made_up_items(20), {1, 4});
    run.trials[1].time_ns = *run.trials[1].time_ns * 9 / 10;
    const auto curve = predicted(run, asking({8}, 4));
    CHECK(curve.fit->outcome == fit_outcome::faster_than_replay);
    CHECK(curve.fit->inflation == 0);
    CHECK(remarks_say(curve, "10 % less time than its replay"));
    replay_settings alone;
    CHECK(fit_inflation(made_up_items(5), alone, 1000).outcome == fit_outcome::without_effect);
}

TEST_CASE("a middle trial that waited for a limit says nothing of how items slow each other down") {
    auto run = replayed_run(made_up_items(20), {1, 4});
    run.trials[1].time_ns = *run.trials[1].time_ns * 5;
    run.trials[1].intervals.push_back({0, worker_state::rate_limit, 3, 1, 0, 1'000'000'000});
    const auto curve = predicted(run, asking({4, 8}, 4));
    CHECK_FALSE(curve.fit);
    CHECK(curve.points[0].inflation == 0);
    CHECK_FALSE(curve.points[0].is_input);
    CHECK(remarks_say(curve, "waited for a limit"));
    CHECK(remarks_say(curve, "began with what those before had left"));
}

TEST_CASE("a middle count that was not measured, or is none, is refused") {
    const auto run = replayed_run(made_up_items(20), {1, 4});
    const auto unknown = predict_run(run, asking({8}, 5));
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().text().find("Measured are: 4") != std::string::npos);
    CHECK_FALSE(predict_run(run, asking({8}, 1)).has_value());
    CHECK_FALSE(predict_items({{"a"}, {{1, 0, {}, {}}}, {}}, asking({2}, 2)).has_value());
}

TEST_CASE("why a run is not predictable") {
    const auto reason = [](const run_record& run) { return predicted(run, asking({2})).not_predictable; };
    CHECK(reason(replayed_run(made_up_items(4), {1, 2})) == "the run has 4 items; at least 5 are needed");
    CHECK(reason(replayed_run(made_up_items(9), {2})) == "there is no trial at 1 worker");

    auto run = replayed_run(made_up_items(9), {1, 2});
    run.trials[0].state = trial_state::failed;
    run.trials[0].failed = 2;
    CHECK(reason(run).find("1 trial had failed items (2 of 9)") != std::string::npos);

    run = replayed_run(made_up_items(9), {1});
    auto again = run.trials[0].attempts[3];
    again.state = attempt_state::failed;
    run.trials[0].attempts.push_back(again);
    CHECK(reason(run) == "attempts failed in the trial at 1 worker");

    run = replayed_run(made_up_items(9), {1});
    run.trials[0].intervals.push_back({0, worker_state::rate_limit, 8, 1, 0, 1'500'000'000});
    CHECK(reason(run) == "the trial at 1 worker waited 1.50 s for the rate limit");

    run = replayed_run(made_up_items(9), {1});
    run.trials[0].attempts.clear();
    CHECK(reason(run).find("only the whole time is known") != std::string::npos);

    run = replayed_run(made_up_items(9), {1, 2});
    run.trials[1].slots = 1;
    CHECK(reason(run).find("parallelises itself") != std::string::npos);
    CHECK(reason(run_record{}) == "there is no trial at 1 worker");
}

TEST_CASE("a sequential trial that waited does not keep a clean repeat from being used") {
    auto run = replayed_run(made_up_items(9), {1, 1, 2});
    run.trials[0].intervals.push_back({0, worker_state::rate_limit, 8, 1, 0, 1'500'000'000});
    const auto curve = predicted(run, asking({2}));
    REQUIRE(curve.not_predictable.empty());
    CHECK(curve.points[0].input_trials == std::vector<trial_id>{trial_id{101}});
}

TEST_CASE("the plan's limits hold in the prediction too") {
    auto run = replayed_run(made_up_items(90), {1});
    run.plan = {{"sweeplab", 1},
                {"name", "limited"},
                {"workload",
                 {{"kind", "llm"},
                  {"endpoint", {{"base_url", "http://127.0.0.1:9"}, {"model", "m"}}},
                  {"prompt", "{item}"},
                  {"items", json::array()}}},
                {"sweep", {{"workers", {1}}}},
                {"limits", {{"requests_per_minute", 60}}}};
    for (int i = 0; i < 90; ++i) run.plan["workload"]["items"].push_back(std::to_string(i));
    const auto curve = predicted(run, asking({90}));
    REQUIRE(curve.not_predictable.empty());
    // 60 at once, then one a second; the last goes out at 30 s.
    CHECK(curve.points[0].time_s > 30);
    CHECK(curve.points[0].time_s < 34);
    CHECK(curve.points[0].worker_ns.rate_limit > 0);
}

TEST_CASE("longest first is not compared with trials that took the items as listed") {
    const auto run = replayed_run(made_up_items(30), {1, 4});
    auto request = asking({4}, 4);
    request.order = item_order::longest_first;
    const auto curve = predicted(run, request);
    CHECK(curve.fit->inflation == doctest::Approx(0).epsilon(1e-9));  // fitted in the order that was carried out
    CHECK(curve.points[0].time_s < to_seconds(duration(*run.trials[1].time_ns)));
    CHECK_FALSE(curve.points[0].score);
    CHECK(remarks_say(curve, "another order"));
}

TEST_CASE("the spread of items is found from repeats, or from the middle trial, and widens the interval") {
    const auto items = made_up_items(200);
    run_record repeated = replayed_run(items, {});
    for (int repeat = 1; repeat <= 3; ++repeat)
        add_trial(repeated, replayed_trial(with_noise(items, 0.08, static_cast<std::uint64_t>(repeat)), {}, repeat));
    const auto from_repeats = predicted(repeated, asking({1, 8}));
    REQUIRE(from_repeats.item_noise);
    CHECK(*from_repeats.item_noise == doctest::Approx(0.08).epsilon(0.1));

    run_record once = replayed_run(with_noise(items, 0.08, 1), {1});
    replay_settings at_four;
    at_four.workers = 4;
    add_trial(once, replayed_trial(with_noise(items, 0.08, 2), at_four));
    const auto from_middle = predicted(once, asking({1, 8}, 4));
    REQUIRE(from_middle.item_noise);
    CHECK(*from_middle.item_noise == doctest::Approx(0.08).epsilon(0.2));
    for (const auto* curve : {&from_repeats, &from_middle}) {
        for (const auto& made : curve->points) {
            REQUIRE((made.lo && made.hi));
            CHECK(*made.lo <= made.time_s);
            CHECK(*made.hi >= made.time_s);
            CHECK(*made.hi - *made.lo > 0.005 * made.time_s);
            CHECK(*made.hi - *made.lo < 0.2 * made.time_s);
        }
    }

    const auto exact = replayed_run(items, {1, 1, 1});
    const auto without_noise = predicted(exact, asking({8}));
    CHECK(without_noise.points[0].lo == without_noise.points[0].time_s);
    CHECK(without_noise.points[0].hi == without_noise.points[0].time_s);
}

TEST_CASE("the interval holds most new trials of noisy items") {
    int inside = 0;
    constexpr int runs = 60;
    for (std::uint64_t seed = 1; seed <= runs; ++seed) {
        const auto items = made_up_items(24, seed);
        auto run = replayed_run({}, {});
        for (std::size_t i = 0; i < items.size(); ++i) run.items.push_back({std::to_string(i), ""});
        add_trial(run, replayed_trial(with_noise(items, 0.1, 1000 + seed), {}, 1));
        add_trial(run, replayed_trial(with_noise(items, 0.1, 2000 + seed), {}, 2));
        replay_settings wide;
        wide.workers = 5;
        add_trial(run, replayed_trial(with_noise(items, 0.1, 3000 + seed), wide));
        const auto curve = predicted(run, asking({5}));
        REQUIRE(curve.points[0].score);
        inside += *curve.points[0].score->inside ? 1 : 0;
    }
    CHECK(inside >= runs * 80 / 100);
}

TEST_CASE("the simple answers beside a prediction, worked out by hand") {
    const simple_curves curves(100, 12, 10, measured_point{4, 40});
    CHECK(curves.at(1).bound_s == doctest::Approx(100));
    CHECK(curves.at(5).bound_s == doctest::Approx(20));
    CHECK(curves.at(50).bound_s == doctest::Approx(12));
    // T(4)/T(1) = .4 = σ + (1 − σ)/4: σ = .2.
    CHECK(*curves.at(8).amdahl_s == doctest::Approx(30));
    CHECK(*curves.at(10).amdahl_s == doctest::Approx(28));
    CHECK(*curves.at(50).amdahl_s == doctest::Approx(28));  // 40 workers never get an item
    CHECK(*curves.at(2).log_log_s == doctest::Approx(std::sqrt(100.0 * 40.0)));
    CHECK(*curves.at(4).log_log_s == doctest::Approx(40));
    CHECK_FALSE(curves.at(5).log_log_s);
    CHECK_FALSE(simple_curves(100, 12, 10, std::nullopt).at(4).amdahl_s);
    // A middle count beyond the items is the width at which no further worker got one.
    CHECK(*simple_curves(100, 12, 10, measured_point{20, 19}).at(15).amdahl_s == doctest::Approx(19));
}

TEST_CASE("a prediction is kept as JSON and read back, with and without its score") {
    auto made = predicted(replayed_run(made_up_items(20), {1, 1, 4}), asking({8}, 4)).points[0];
    made.made_at = 1'700'000'000'123;
    auto read = read_prediction(to_json(made));
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().text()));
    CHECK(*read == made);
    made.lo = 0.9 * made.time_s;
    made.hi = 1.1 * made.time_s;
    made.score = score_against(made, made.time_s * 2);
    CHECK(made.score->error_percent == doctest::Approx(-50));
    CHECK(made.score->inside == false);
    read = read_prediction(json::parse(to_json(made).dump()));
    REQUIRE(read.has_value());
    CHECK(*read == made);
    auto broken = to_json(made);
    broken["workers"] = 0;
    CHECK_FALSE(read_prediction(broken).has_value());
    broken = to_json(made);
    broken.erase("time_s");
    CHECK_FALSE(read_prediction(broken).has_value());
    broken = to_json(made);
    broken["input_trials"] = 5;
    CHECK_FALSE(read_prediction(broken).has_value());
}

TEST_CASE("the finding names the fewest workers near the shortest time") {
    timed_items items;
    for (int i = 0; i < 12; ++i) {
        items.names.push_back(std::to_string(i));
        items.items.push_back({i == 0 ? 5'000'000'000 : 1'000'000'000, 0, {}, {}});
    }
    const auto curve = predict_items(items, asking({1, 2, 4, 12}));
    REQUIRE(curve.has_value());
    CHECK(curve->sequential_s == 16);
    CHECK(describe_prediction(*curve) == "4 workers have the shortest predicted time of these, 5.00 s.");
    items.items[0].service_ns = 5'900'000'000;
    CHECK(describe_prediction(*predict_items(items, asking({2, 3, 12}))) ==
          "3 workers come within 5 % of the shortest predicted time of these: 6.00 s against 5.90 s with 12 workers.");
    items.items[0].service_ns = 5'100'000'000;
    items.items[1].depends_on = {0};
    const auto chained = predict_items(items, asking({3, 12}));
    CHECK(chained->critical_path_s == doctest::Approx(6.1));
    CHECK(describe_prediction(*chained) == "3 workers have the shortest predicted time of these, 6.10 s.");
    CHECK(describe_prediction({}).empty());
}
