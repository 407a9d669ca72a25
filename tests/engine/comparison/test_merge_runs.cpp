#include <doctest/doctest.h>

#include <array>

#include "engine/comparison/merge_runs.h"

using namespace sweeplab;

namespace {

run_record run_of(std::int64_t id, unix_ms started_at, std::vector<std::pair<int, double>> times) {
    run_record run;
    run.summary.id.value = id;
    run.summary.name = "sweep";
    run.summary.host_id = "here";
    run.summary.state = run_state::complete;
    run.summary.started_at = started_at;
    run.summary.ended_at = started_at + 1'000;
    run.work_hash = "same";
    std::map<int, int> repeats;
    for (const auto& [workers, seconds] : times) {
        trial one;
        one.id.value = id * 100 + static_cast<std::int64_t>(run.trials.size());
        one.workers = workers;
        one.repeat = ++repeats[workers];
        one.position = static_cast<int>(run.trials.size());
        one.state = trial_state::complete;
        one.time_ns = static_cast<std::int64_t>(seconds * 1e9);
        run.trials.push_back(one);
    }
    return run;
}

}  // namespace

TEST_CASE("repeats of the same work become repeats of one run, the older first") {
    auto newer = run_of(7, 2'000, {{1, 10}, {4, 3}});
    auto older = run_of(3, 1'000, {{1, 11}, {2, 6}, {1, 12}});
    newer.summary.tags = {"b"};
    older.summary.tags = {"a", "b"};
    newer.summary.starred = true;
    const auto merged = merge_runs({newer, older});
    REQUIRE_MESSAGE(merged, merged.error().text());
    REQUIRE(merged->trials.size() == 5);
    const std::vector<std::array<int, 3>> expected = {{1, 1, 11}, {2, 1, 6}, {1, 2, 12}, {1, 3, 10}, {4, 1, 3}};
    for (std::size_t i = 0; i < 5; ++i) {
        const auto& one = merged->trials[i];
        CHECK(one.workers == expected[i][0]);
        CHECK(one.repeat == expected[i][1]);
        CHECK(*one.time_ns == expected[i][2] * 1'000'000'000LL);
        CHECK(one.position == static_cast<int>(i));
        CHECK_FALSE(one.id);
    }
    const auto& summary = merged->summary;
    CHECK(summary.workers == std::vector{1, 2, 4});
    CHECK(summary.trials_planned == 5);
    CHECK(summary.trials_complete == 5);
    CHECK(summary.started_at == 1'000);
    CHECK(summary.ended_at == 3'000);
    CHECK(summary.tags == std::vector<std::string>{"a", "b"});
    CHECK_FALSE(summary.starred);
    CHECK(summary.notes == "Merged from the runs 3, 7.");
}

TEST_CASE("what was cut off stays out, what failed stays in") {
    auto a = run_of(1, 1, {{1, 10}, {2, 5}});
    auto b = run_of(2, 2, {{1, 10}});
    a.trials[0].state = trial_state::cancelled;
    a.trials[1].state = trial_state::failed;
    const auto merged = merge_runs({a, b});
    REQUIRE(merged);
    CHECK(merged->trials.size() == 2);
    CHECK(merged->summary.trials_planned == 2);
    CHECK(merged->summary.trials_complete == 1);
}

TEST_CASE("the same words in two folders are not repeats of each other") {
    auto a = run_of(1, 1'000, {{1, 10}}), b = run_of(2, 2'000, {{1, 2}});
    a.plan = b.plan = {{"workload", {{"kind", "command"}, {"argv", {"./work.sh"}}}}};
    a.base_folder = "/tmp/old";
    b.base_folder = "/tmp/new";
    REQUIRE_FALSE(merge_runs({a, b}));
    CHECK(merge_runs({a, b}).error().text().find("folders") != std::string::npos);
    b.base_folder = a.base_folder;
    CHECK(merge_runs({a, b}));
}

TEST_CASE("what does not belong together is refused") {
    const auto a = run_of(1, 1, {{1, 10}});
    auto b = run_of(2, 2, {{1, 10}});
    CHECK_FALSE(merge_runs({a}));
    CHECK_FALSE(merge_runs({a, a}));
    b.work_hash = "other";
    CHECK(merge_runs({a, b}).error().message.find("not the same work") != std::string::npos);
    b = run_of(2, 2, {{1, 10}});
    b.summary.host_id = "there";
    CHECK(merge_runs({a, b}).error().message.find("different hosts") != std::string::npos);
    b = run_of(2, 2, {{1, 10}});
    b.summary.state = run_state::running;
    CHECK(merge_runs({a, b}).error().kind == error_kind::busy);
    b = run_of(2, 2, {{1, 10}});
    b.summary.simulated = true;
    CHECK_FALSE(merge_runs({a, b}));
    auto none = run_of(1, 1, {});
    none.work_hash = "same";
    CHECK_FALSE(merge_runs({none, run_of(2, 2, {})}));
    // Imported times have no plan, so nobody knows whether they are of the same work.
    auto imported = run_of(1, 1, {{1, 1}});
    imported.work_hash.clear();
    CHECK_FALSE(merge_runs({imported, imported}));
}
