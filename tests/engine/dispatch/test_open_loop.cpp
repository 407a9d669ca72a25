// Items that come at times of their own, and workers that come and go: on virtual time, to the nanosecond.
#include <doctest/doctest.h>

#include "engine/foundation/random.h"
#include "tests/engine/dispatch/simulated_trial.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

std::vector<dispatch_item> due_at(const std::vector<duration>& times) {
    std::vector<dispatch_item> items(times.size());
    for (std::size_t i = 0; i < times.size(); ++i) items[i].due = times[i];
    return items;
}

dispatch_options with_slots(int slots, std::optional<int> begin_with = std::nullopt) {
    dispatch_options options;
    options.slots = slots;
    options.begin_with = begin_with;
    return options;
}

bool tiles(const dispatch_result& result, int slots) {
    const auto checked = check_tiling(result.intervals, slots, (result.ended - result.began).count());
    if (!checked) MESSAGE(checked.error().text());
    return checked.has_value();
}

simulated_trial::course_of always(duration service) {
    return [service](const job_ticket&) { return takes(service); };
}

std::vector<int> items_started(const simulated_trial& trial) {
    std::vector<int> items;
    for (const auto& ticket : trial.started) items.push_back(ticket.item);
    return items;
}

}  // namespace

TEST_CASE("an item is claimed when it is due, to the nanosecond, and never before") {
    simulated_trial trial(due_at({0ns, 10s, 10s, 25s + 1ns}), with_slots(2), always(2s));
    const auto& outcome = trial.run();
    REQUIRE(trial.ended.size() == 4);
    std::vector<duration> claimed(4);
    for (const auto& one : trial.ended)
        claimed[static_cast<std::size_t>(one.ticket.item)] = one.times.claimed - outcome.began;
    CHECK(claimed == std::vector<duration>{0ns, 10s, 10s, 25s + 1ns});
    CHECK(outcome.ended - outcome.began == 27s + 1ns);
    CHECK(outcome.succeeded == 4);
    CHECK(tiles(outcome, 2));
    // 8 s and 13 s + 1 ns for both, and each time one of them while the other serves alone.
    CHECK(time_in(outcome, worker_state::arrival) == duration(8s + 8s + 2s + 13s + 13s + 2ns).count());
    CHECK(time_in(outcome, worker_state::idle) == duration(2s).count());
}

TEST_CASE("what is due waits for a worker in the order of its due times, whatever the list's and however long it takes") {
    auto items = due_at({3s, 1s, 2s, 0s});
    for (std::size_t i = 0; i < items.size(); ++i) items[i].expected_service_ns = static_cast<std::int64_t>(i);
    for (const auto order : {item_order::fifo, item_order::longest_first}) {
        auto options = with_slots(1);
        options.order = order;
        simulated_trial trial(items, options, always(10s));
        trial.run();
        CHECK(items_started(trial) == std::vector<int>{3, 1, 2, 0});
    }
}

TEST_CASE("an item needs both its time and its predecessors") {
    auto items = due_at({0s, 1s, 20s});
    items[1].depends_on = {0};
    items[2].depends_on = {0};
    simulated_trial trial(items, with_slots(2), always(5s));
    const auto& outcome = trial.run();
    REQUIRE(trial.ended.size() == 3);
    CHECK(trial.ended[1].times.claimed - outcome.began == 5s);
    CHECK(trial.ended[2].times.claimed - outcome.began == 20s);
    // From 1 s on the second worker waits for a predecessor; before and afterwards for arrivals.
    CHECK(time_in(outcome, worker_state::dependency) > 0);
    CHECK(time_in(outcome, worker_state::arrival) > 0);
    CHECK(tiles(outcome, 2));
}

TEST_CASE("what needs a failed item never comes, and the trial ends") {
    auto items = due_at({0s, 100s, 200s});
    items[1].depends_on = {0};
    items[2].depends_on = {1};
    simulated_trial trial(items, with_slots(1), [](const job_ticket&) { return fails(1s, false); });
    const auto& outcome = trial.run();
    CHECK(outcome.failed == 3);
    CHECK(outcome.ended - outcome.began == 1s);
}

TEST_CASE("the backlog tells what is due and has no worker") {
    simulated_trial trial(due_at({0s, 1s, 2s, 3s}), with_slots(1), always(10s));
    CHECK(trial.get().backlog().items == 0);
    trial.get().start();
    trial.timers.run_until(instant{} + 2500ms);
    CHECK(trial.get().backlog().items == 2);
    CHECK(trial.get().backlog().longest_wait == 1500ms);
    trial.timers.run_all();
    CHECK(trial.get().backlog().items == 0);
}

TEST_CASE("more workers take what waits at once; fewer let the busy ones finish") {
    simulated_trial trial(due_at({0s, 0s, 0s, 0s, 30s, 30s, 30s}), with_slots(4, 1), always(10s));
    trial.get().start();
    CHECK(trial.get().slots() == 1);
    CHECK(trial.get().running() == 1);
    trial.timers.run_until(instant{} + 5s);
    trial.get().set_slots(3);
    CHECK(trial.get().running() == 3);
    trial.timers.run_until(instant{} + 6s);
    trial.get().set_slots(1);
    CHECK(trial.get().running() == 3);
    trial.timers.run_all();
    const auto& outcome = trial.get().outcome();
    CHECK(outcome.succeeded == 7);
    REQUIRE(tiles(outcome, 4));
    // Whoever is free first goes, at 10 s and 15 s; the last takes the fourth item, and the others one after the other.
    CHECK(outcome.ended - outcome.began == 60s);
    // Worker 0 was there until 10 s, 1 from 5 s to 15 s, 2 from 5 s to the end, and 3 never.
    CHECK(time_in(outcome, worker_state::parked) == duration(50s + 50s + 5s + 60s).count());
    std::int64_t there = 0;
    for (const auto& one : outcome.intervals)
        if (one.state != worker_state::parked) there += one.end_ns - one.start_ns;
    CHECK(there == duration(10s + 10s + 55s).count());
}

TEST_CASE("a count outside of what there may be is the nearest that there may be") {
    simulated_trial trial(due_at({0s, 50s}), with_slots(3, 2), always(1s));
    trial.get().start();
    trial.get().set_slots(99);
    CHECK(trial.get().slots() == 3);
    trial.get().set_slots(0);
    CHECK(trial.get().slots() == 1);
    trial.timers.run_all();
    CHECK(tiles(trial.get().outcome(), 3));
    trial.get().set_slots(2);  // it is over: nothing happens
    CHECK(trial.finished_calls == 1);
}

TEST_CASE("a cancelled open loop ends without waiting for what is yet to come") {
    simulated_trial trial(due_at({0s, 1s, 1000s}), with_slots(2), always(10s));
    trial.timers.call_at(instant{} + 3s, [&] { trial.get().cancel(); });
    const auto& outcome = trial.run();
    CHECK(trial.finished_calls == 1);
    CHECK(outcome.not_done == 3);
    CHECK(outcome.ended - outcome.began < 4s);
    CHECK(tiles(outcome, 2));
}

TEST_CASE("random arrivals, failures, limits and worker counts that change: the states tile every trial exactly") {
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        random_source random(seed);
        const int count = 1 + static_cast<int>(random.below(30));
        const int slots = 1 + static_cast<int>(random.below(8));
        const auto up_to = [&](std::int64_t ns) { return duration(static_cast<std::int64_t>(random.below(ns))); };
        std::vector<dispatch_item> items(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) {
            if (random.uniform() < 0.9) items[i].due = up_to(5'000'000'000);
            if (i > 0 && random.uniform() < 0.2) items[i].depends_on.push_back(static_cast<int>(random.below(i)));
        }
        auto options = with_slots(slots, 1 + static_cast<int>(random.below(slots)));
        options.max_attempts = 1 + static_cast<int>(random.below(3));
        options.seed = seed;
        limits_spec limits;
        if (random.uniform() < 0.3) limits.requests_per_minute = 10 + static_cast<double>(random.below(300));
        simulated_trial trial(
            items, options,
            [&](const job_ticket&) {
                scripted_course course = takes(up_to(1'000'000'000));
                course.overhead_before = up_to(1'000'000);
                course.overhead_after = up_to(1'000'000);
                if (random.uniform() < 0.2) {
                    course.verdict.state = attempt_state::failed;
                    course.verdict.worth_retrying = random.uniform() < 0.7;
                }
                return course;
            },
            limits);
        for (int i = 0; i < 6; ++i)
            trial.timers.call_after(up_to(6'000'000'000),
                                    [&, to = static_cast<int>(random.below(slots + 2))] { trial.get().set_slots(to); });
        if (random.uniform() < 0.2) trial.timers.call_after(up_to(6'000'000'000), [&] { trial.get().cancel(); });
        const auto& outcome = trial.run();
        INFO("seed ", seed);
        REQUIRE(trial.get().finished());
        CHECK(trial.finished_calls == 1);
        CHECK(outcome.succeeded + outcome.failed + outcome.not_done == count);
        REQUIRE(tiles(outcome, slots));
        for (const auto& one : trial.ended) {
            const auto& due = items[static_cast<std::size_t>(one.ticket.item)].due;
            if (due) CHECK(one.times.claimed - outcome.began >= *due);
        }
    }
}
