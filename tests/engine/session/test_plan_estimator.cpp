// What a plan is said to take before it is started.
#include <doctest/doctest.h>

#include "engine/session/plan_estimator.h"
#include "engine/workload/workload_kinds.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

json load_plan() {
    return {{"sweeplab", 1},
            {"workload",
             {{"kind", "phases"},
              {"endpoint", {{"base_url", "simulated"}, {"model", "m"}}},
              {"prompt", "Say hello."},
              {"max_tokens", 8},
              {"phases",
               {{{"name", "quiet"}, {"rate", 2}, {"duration_s", 12}}, {{"name", "busy"}, {"rate", 4}, {"duration_s", 8}}}}}},
            {"sweep", {{"workers", {1, 4}}, {"repeats", 3}}}};
}

plan plan_of(const json& document) {
    auto read = read_plan(document, known_workload_kinds());
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().text()));
    return std::move(*read);
}

plan_estimate estimate_of(const plan& work, const std::vector<run_record>& earlier = {}) {
    return estimate_plan(work, work.workload->load_items("/").value(), earlier);
}

}  // namespace

TEST_CASE("a load in phases takes at least as long as its phases, before any trial has run") {
    const auto work = plan_of(load_plan());
    CHECK(work.workload->planned_seconds() == 20);
    const auto estimate = estimate_of(work);
    CHECK(estimate.trials == 6);
    CHECK(estimate.jobs == 6 * (24 + 32));
    CHECK(estimate.seconds == doctest::Approx(120));
    CHECK(estimate.basis == "at least, by the plan");
    CHECK_FALSE(estimate.cost);
}

TEST_CASE("its rates may be scaled; its time is not") {
    auto document = load_plan();
    document["workload"]["scale"] = 0.5;
    CHECK(estimate_of(plan_of(document)).seconds == doctest::Approx(120));
}

TEST_CASE("what it costs at most is said beside its time") {
    auto document = load_plan();
    document["prices"] = {{"per_request", 0.01}, {"currency", "USD"}, {"as_of", "2024-11-17"}};
    const auto estimate = estimate_of(plan_of(document));
    CHECK(estimate.seconds == doctest::Approx(120));
    CHECK(estimate.cost == doctest::Approx(6 * 56 * 0.01));
    CHECK(estimate.basis == "time at least, by the plan; cost at most, from the answers' token limit");
}

TEST_CASE("where it was measured, what came after the plan's end counts; more workers make it no shorter") {
    // One worker was still answering 10 s after the last request had come.
    const auto run = made_up_run({{1, 30}});
    const auto estimate = estimate_of(plan_of(load_plan()), {run});
    CHECK(estimate.seconds == doctest::Approx(3 * 30 + 3 * 20));
    CHECK(estimate.basis == "from run 1 of the same work on this host");
    CHECK(estimate_of(plan_of(load_plan()), {made_up_run({{1, 3}, {4, 3}})}).seconds == doctest::Approx(120));
}

TEST_CASE("work that is done as fast as it goes has no planned time") {
    auto document = load_plan();
    document["workload"] = {{"kind", "command"}, {"mode", "per_item"}, {"argv", {"true", "{item}"}}, {"items", {"a", "b"}}};
    const auto work = plan_of(document);
    CHECK_FALSE(work.workload->planned_seconds());
    CHECK_FALSE(estimate_of(work).seconds);
    CHECK(estimate_of(work, {made_up_run({{1, 8}})}).seconds == doctest::Approx(3 * 8 + 3 * 8));
}

TEST_CASE("what jobs say that they cost is in the currency of the run that they said it in") {
    auto document = load_plan();
    document["workload"] = {{"kind", "command"}, {"mode", "per_item"}, {"argv", {"true", "{item}"}}, {"items", {"a", "b"}}};
    auto run = made_up_run({{1, 8}});
    run.trials.front().cost = 0.25;
    const auto estimate = estimate_of(plan_of(document), {run});
    CHECK(estimate.cost == doctest::Approx(6 * 0.25));
    CHECK(estimate.currency == "USD");
    // What was paid in another currency says nothing of this one.
    run.currency = "EUR";
    CHECK_FALSE(estimate_of(plan_of(document), {run}).cost);
}

TEST_CASE("a soak takes its time at every number of clients, each of them one job, and its requests are not known before") {
    const json soak = {{"kind", "soak"},
                       {"duration_s", 600},
                       {"endpoint", {{"base_url", "simulated"}, {"model", "m"}}},
                       {"prompt", "Tell me more."}};
    const auto work = plan_of({{"sweeplab", 1},
                               {"workload", soak},
                               {"prices", {{"per_request", 0.01}, {"currency", "USD"}, {"as_of", "2024-11-17"}}},
                               {"sweep", {{"workers", {2, 8}}, {"repeats", 1}}}});
    const auto estimate = estimate_of(work);
    CHECK(estimate.trials == 2);
    CHECK(estimate.jobs == 10);
    CHECK(estimate.seconds == doctest::Approx(1200));
    CHECK(estimate.basis == "at least, by the plan");
    CHECK_FALSE(estimate.cost);
}
