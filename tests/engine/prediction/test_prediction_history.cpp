// Past predictions beside what was measured, by hand-made answers.
#include "engine/prediction/prediction_history.h"

#include "tests/engine/prediction/replayed_run.h"

#include <doctest/doctest.h>

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

struct kept {
    int workers;
    double predicted_s;
    double bound_s;
    std::optional<double> amdahl_s;
    bool is_input = false;
};

// A run on which these predictions were kept, each 10 % wide to both sides, and that then took these times.
run_record predicted_run(int id, unix_ms started_at, const std::vector<kept>& predictions,
                         const std::vector<std::pair<int, double>>& times) {
    run_record run;
    run.summary.id.value = id;
    run.summary.name = "run " + std::to_string(id);
    run.summary.started_at = started_at;
    for (const auto& one : predictions) {
        prediction made;
        made.workers = one.workers;
        made.time_s = one.predicted_s;
        made.lo = one.predicted_s * 0.9;
        made.hi = one.predicted_s * 1.1;
        made.baselines = {one.bound_s, one.amdahl_s, {}};
        made.is_input = one.is_input;
        run.predictions.push_back(to_json(made));
    }
    for (const auto& [workers, seconds] : times) {
        trial one;
        one.workers = workers;
        one.state = trial_state::complete;
        one.time_ns = std::llround(seconds * 1e9);
        run.trials.push_back(one);
    }
    return run;
}

}  // namespace

TEST_CASE("each prediction stands beside its measured time and the simple answers") {
    const auto history = make_prediction_history(
        {predicted_run(1, 1000, {{8, 11, 8, 9}, {16, 6, 4, {}}}, {{8, 10}, {16, 5}}),
         predicted_run(2, 2000, {{4, 20, 18, 22}, {1, 80, 80, {}, true}, {32, 3, 2, {}}}, {{1, 80}, {4, 20}})});
    REQUIRE(history.predictions.size() == 3);
    CHECK(history.runs == 2);
    CHECK(history.not_measured == 1);  // 32 workers; and 1 worker is no test
    const auto& newest = history.predictions[0];
    CHECK(newest.run.value == 2);
    CHECK(newest.made.workers == 4);
    CHECK(newest.score().error_percent == doctest::Approx(0));
    CHECK(newest.bound_error_percent == doctest::Approx(-10));
    const auto& eight = history.predictions[1];
    CHECK(eight.made.workers == 8);
    CHECK(eight.score().error_percent == doctest::Approx(10));
    CHECK(eight.score().inside == true);
    CHECK(*eight.amdahl_error_percent == doctest::Approx(-10));
    CHECK_FALSE(eight.log_log_error_percent);
    CHECK(history.predictions[2].score().inside == false);  // 6 s for 5 s: beyond 10 %
}

TEST_CASE("together they say how far to trust a prediction") {
    const auto history =
        make_prediction_history({predicted_run(1, 1000, {{8, 11, 8, 9}, {16, 6, 4, {}}}, {{8, 10}, {16, 5}}),
                                 predicted_run(2, 2000, {{4, 20, 18, 22}}, {{4, 20}})});
    CHECK(*history.mean_error_percent == doctest::Approx(10));  // 0, 10 and 20
    REQUIRE(history.worst);
    CHECK(history.predictions[*history.worst].made.workers == 16);
    CHECK(history.with_interval == 3);
    CHECK(history.inside == 2);
    REQUIRE(history.against.size() == 2);  // no log-log answer anywhere
    const auto& bound = history.against[0];
    CHECK(bound.key == "bound");
    CHECK(bound.predictions == 3);
    CHECK(bound.mean_error_percent == doctest::Approx((20 + 20 + 10) / 3.0));
    CHECK(bound.replay_closer == 2);  // 20 % against 20 % is not closer
    const auto& amdahl = history.against[1];
    CHECK(amdahl.predictions == 2);
    CHECK(amdahl.replay_mean_error_percent == doctest::Approx(5));  // of the same two
    CHECK(describe_history(history) ==
          "3 predictions of 2 runs missed by 10.0 % on average, +20.0 % at most (16 workers of run 1). 2 of 3 were inside "
          "their 90 % interval (67 %).");
    CHECK(describe_comparisons(history).at(1) ==
          "Amdahl's law missed by 10.0 % on average where the replay missed by 5.0 %; the replay was closer in 1 of 2.");
}

TEST_CASE("only trials that count are measured times") {
    auto run = predicted_run(1, 1000, {{8, 11, 8, 9}}, {{8, 10}});
    run.trials[0].excluded = "a backup ran";
    const auto history = make_prediction_history({run});
    CHECK(history.predictions.empty());
    CHECK(history.not_measured == 1);
    CHECK(describe_history(history) == "No prediction that was kept has a counted trial beside it yet.");
    CHECK(describe_history(make_prediction_history({})) == "No prediction was kept before it was measured.");
    CHECK(to_json(history)["summary"]["mean_abs_error_percent"].is_null());
}

TEST_CASE("simulated runs are called so") {
    auto simulated = predicted_run(1, 1000, {{8, 11, 8, 9}}, {{8, 10}});
    simulated.summary.simulated = true;
    const auto real = predicted_run(2, 2000, {{8, 11, 8, 9}}, {{8, 10}});
    CHECK(describe_history(make_prediction_history({simulated, real}))
              .ends_with(" 1 of them against the simulated endpoint."));
    const auto alone = make_prediction_history({simulated});
    CHECK(describe_history(alone).ends_with(" Against the simulated endpoint."));
    CHECK(to_json(alone)["predictions"][0]["simulated"] == true);
}

TEST_CASE("as JSON every figure is there, and what is missing is null") {
    const auto value = to_json(make_prediction_history({predicted_run(3, 1'700'000'000'000, {{8, 11, 8, {}}}, {{8, 10}})}));
    const auto& row = value["predictions"].at(0);
    CHECK(row["run"] == 3);
    CHECK(row["started_at"] == "2023-11-14T22:13:20Z");
    CHECK(row["measured_s"].get<double>() == doctest::Approx(10));
    CHECK(row["baselines"]["bound"]["time_s"] == 8.0);
    CHECK(row["baselines"]["amdahl"]["error_percent"].is_null());
    CHECK(value["summary"]["inside_share"] == 1.0);
    CHECK(value["summary"]["against"].at(0)["baseline"] == "bound");
}
