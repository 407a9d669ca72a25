#include <doctest/doctest.h>

#include "engine/model/plan.h"
#include "engine/model/worker_text.h"
#include "tests/engine/model/fake_workload.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

result<plan> plan_with(const json& sweep) {
    return read_plan({{"sweeplab", 1}, {"workload", {{"kind", "fake"}, {"word", "w"}}}, {"sweep", sweep}}, fake_kinds());
}

std::string refused_at(const json& sweep) {
    const auto work = plan_with(sweep);
    REQUIRE_FALSE(work);
    CHECK_FALSE(work.error().message.empty());
    return work.error().where;
}

}  // namespace

TEST_CASE("counts and an automatic sweep take each other's place") {
    json sweep = {{"workers", {1, 2}}, {"repeats", 3}, {"predict", true}, {"seed", 4}};
    REQUIRE(put_worker_text(sweep, " auto "));
    CHECK(sweep == json{{"auto", json::object()}, {"seed", 4}});
    CHECK(worker_text_in(sweep) == "auto");
    CHECK(plan_with(sweep));

    sweep["auto"]["minutes"] = 5;
    REQUIRE(put_worker_text(sweep, "auto: 50"));
    CHECK(sweep["auto"] == json{{"minutes", 5}, {"most_workers", 50}});
    CHECK(worker_text_in(sweep) == "auto:50");
    const auto work = plan_with(sweep);
    REQUIRE(work);
    CHECK(work->sweep.workers == std::vector<int>{1});
    CHECK(work->sweep.automatic->most_workers == 50);
    CHECK(work->sweep.automatic->minutes == 5.0);

    REQUIRE(put_worker_text(sweep, "1-4"));
    CHECK(sweep == json{{"workers", {1, 2, 3, 4}}, {"seed", 4}});
    CHECK(worker_text_in(sweep) == "1-4");
}

TEST_CASE("what is neither changes nothing") {
    const json before = {{"workers", {1, 2}}};
    for (const auto* text : {"auto 5", "automatic", "auto:", "auto:0", "auto:10001", "auto:x", "auto:5x", "two"}) {
        CAPTURE(text);
        auto sweep = before;
        const auto put = put_worker_text(sweep, text);
        REQUIRE_FALSE(put);
        CHECK_FALSE(put.error().message.empty());
        CHECK(sweep == before);
    }
    CHECK(worker_text_in({{"workers", "many"}}) == "\"many\"");
    CHECK(worker_text_in(json::object()).empty());
    CHECK(worker_text_in(nullptr).empty());
}

TEST_CASE("an automatic sweep is read, written and read again") {
    const json sweep = {{"workers", {1, 8}},
                        {"auto",
                         {{"trials", 12},
                          {"minutes", 2.5},
                          {"cost", 1},
                          {"most_workers", 32},
                          {"objective", "cheapest_by_deadline"},
                          {"deadline_s", 40}}}};
    const auto work = plan_with(sweep);
    REQUIRE(work);
    CHECK(work->sweep.workers == std::vector<int>{1, 8});
    CHECK(work->sweep.automatic == auto_counts{12, 2.5, 1.0, 32, objective::cheapest_by_deadline, 40.0, {}});
    CHECK(to_json(*work)["sweep"]["auto"] == sweep["auto"]);
    const auto again = read_plan(to_json(*work), fake_kinds());
    REQUIRE(again);
    CHECK(again->sweep == work->sweep);
}

TEST_CASE("an automatic sweep that cannot be is refused where it is wrong") {
    const json fine = {{"auto", json::object()}};
    const auto with = [&](const char* pointer, const json& value) {
        auto sweep = fine;
        sweep[json::json_pointer(pointer)] = value;
        return refused_at(sweep);
    };
    REQUIRE(plan_with(fine));
    CHECK(with("/auto/trials", 0) == "/sweep/auto/trials");
    CHECK(with("/auto/minutes", 0) == "/sweep/auto/minutes");
    CHECK(with("/auto/cost", -1) == "/sweep/auto/cost");
    CHECK(with("/auto/most_workers", 20'000) == "/sweep/auto/most_workers");
    CHECK(with("/auto/objective", "best") == "/sweep/auto/objective");
    CHECK(with("/auto/objective", "cheapest_by_deadline") == "/sweep/auto/deadline_s");
    CHECK(with("/auto/objective", "throughput_within_latency") == "/sweep/auto/latency_target_s");
    CHECK(with("/auto/budget", 3) == "/sweep/auto/budget");
    CHECK(with("/repeats", 3) == "/sweep/repeats");
    CHECK(with("/workers", json{1, 100}) == "/sweep/workers");
    CHECK(refused_at({{"auto", true}}) == "/sweep/auto");
    CHECK(refused_at({{"auto", json::object()}, {"workers", {1, 2, 4}}, {"predict", true}}) == "/sweep/predict");
}
