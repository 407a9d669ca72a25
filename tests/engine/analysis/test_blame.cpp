#include <doctest/doctest.h>

#include "engine/analysis/blame.h"
#include "engine/analysis/loss_json.h"
#include "engine/analysis/worker_seconds.h"

using namespace sweeplab;

namespace {

constexpr std::int64_t s = 1'000'000'000;

attempt did(int item, int worker, std::int64_t start, std::int64_t end) {
    attempt span;
    span.item = item;
    span.worker = worker;
    span.state = attempt_state::succeeded;
    span.claimed_ns = span.start_ns = start;
    span.end_ns = span.released_ns = end;
    return span;
}

// Two workers. Worker 0 does "first" until 4 s, worker 1 "side" until 1 s; "both" needs the two; "last" needs "both".
run_record two_waits() {
    run_record run;
    run.items = {{"first", ""}, {"side", ""}, {"both", "", {0, 1}}, {"last", "", {2}}};
    trial one;
    one.workers = one.slots = 2;
    one.state = trial_state::complete;
    one.time_ns = 7 * s;
    one.jobs = 4;
    one.attempts = {did(0, 0, 0, 4 * s), did(1, 1, 0, 1 * s), did(2, 0, 4 * s, 6 * s), did(3, 1, 6 * s, 7 * s)};
    using enum worker_state;
    one.intervals = {{0, service, 0, 1, 0, 4 * s}, {0, service, 2, 1, 4 * s, 6 * s},     {0, idle, -1, 0, 6 * s, 7 * s},
                     {1, service, 1, 1, 0, 1 * s}, {1, dependency, -1, 0, 1 * s, 6 * s}, {1, service, 3, 1, 6 * s, 7 * s}};
    run.trials = {one};
    return run;
}

}  // namespace

TEST_CASE("a wait is charged, piece by piece, to the items whose ends released what was claimed next") {
    const auto run = two_waits();
    const auto blame = blame_for(run.trials[0], run.items);
    REQUIRE(blame.items.size() == 2);
    CHECK(blame.items[0] == blamed_item{0, 3 * s});  // until "both" was claimed, by the other worker
    CHECK(blame.items[1] == blamed_item{2, 2 * s});
    CHECK(blame.unblamed_ns == 0);
}

TEST_CASE("of several predecessors the last to end is to blame") {
    auto run = two_waits();
    auto& one = run.trials[0];
    // Worker 1 waits from 1 s, and takes "both" itself when "first" has ended; worker 0 then waits for it.
    one.attempts = {did(0, 0, 0, 4 * s), did(1, 1, 0, 1 * s), did(2, 1, 4 * s, 6 * s), did(3, 0, 6 * s, 7 * s)};
    using enum worker_state;
    one.intervals = {{0, service, 0, 1, 0, 4 * s},  {0, dependency, -1, 0, 4 * s, 6 * s}, {0, service, 3, 1, 6 * s, 7 * s},
                     {1, service, 1, 1, 0, 1 * s},  {1, dependency, -1, 0, 1 * s, 4 * s}, {1, service, 2, 1, 4 * s, 6 * s},
                     {1, idle, -1, 0, 6 * s, 7 * s}};
    const auto blame = blame_for(one, run.items);
    REQUIRE(blame.items.size() == 2);
    CHECK(blame.items[0] == blamed_item{0, 3 * s});
    CHECK(blame.items[1] == blamed_item{2, 2 * s});
    CHECK(blame.unblamed_ns == 0);
}

TEST_CASE("a wait that was cut off is nobody's") {
    auto run = two_waits();
    auto& one = run.trials[0];
    one.state = trial_state::cancelled;
    one.time_ns.reset();
    one.attempts.resize(2);
    one.attempts[0].state = attempt_state::cancelled;
    using enum worker_state;
    one.intervals = {{0, service, 0, 1, 0, 3 * s}, {1, service, 1, 1, 0, 1 * s}, {1, dependency, -1, 0, 1 * s, 3 * s}};
    const auto blame = blame_for(one, run.items);
    CHECK(blame.items.empty());
    CHECK(blame.unblamed_ns == 2 * s);
}

TEST_CASE("the loss report names the item, the critical path bounds the idle time, and the width is what the items allow") {
    const auto run = two_waits();
    const auto report = make_loss_report(run);
    REQUIRE(report.points.size() == 1);
    const auto& point = report.points[0];
    CHECK(point.mean.dependency == 5 * s);
    CHECK(point.mean.sum() == point.mean.total);
    CHECK(point.usable_width == 2);
    // first, both, last: 4 + 2 + 1 s. N·T_lb = 14 s, of which 8 s are service.
    CHECK(point.idle.unavoidable == 6 * s);
    CHECK(point.idle.avoidable == 0);
    CHECK(describe_losses(report) ==
          "At 2 workers 57 % of the worker-seconds did useful work; the largest loss is waiting for other items (36 %): "
          "60 % of it for \"first\"");
    const auto document = to_json(report);
    CHECK(document["worker_counts"][0]["blame"] ==
          json::parse(R"([{"item": "first", "wait_ns": 3000000000}, {"item": "both", "wait_ns": 2000000000}])"));
}
