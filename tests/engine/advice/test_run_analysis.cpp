// Everything about a run at once: what goes into the advice, and what is absent with a reason.
#include "engine/advice/run_analysis.h"

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
