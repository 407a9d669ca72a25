#include <doctest/doctest.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "engine/foundation/random.h"
#include "tests/engine/dispatch/simulated_trial.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

std::vector<dispatch_item> plain_items(int count) { return std::vector<dispatch_item>(static_cast<std::size_t>(count)); }

dispatch_options with_slots(int slots) {
    dispatch_options options;
    options.slots = slots;
    return options;
}

bool tiles(const dispatch_result& result, int slots) {
    const auto checked = check_tiling(result.intervals, slots, (result.ended - result.began).count());
    if (!checked) MESSAGE(checked.error().text());
    return checked.has_value();
}

}  // namespace

TEST_CASE("list scheduling gives the known makespans") {
    std::ifstream file(SWEEPLAB_SOURCE_DIR "/tests/fixtures/oracle/list_scheduling.json");
    const auto cases = nlohmann::json::parse(file);
    REQUIRE(cases.size() > 0);
    int checked = 0;
    for (const auto& known : cases) {
        std::vector<dispatch_item> items;
        const auto& durations = known["durations_s"];
        for (std::size_t i = 0; i < durations.size(); ++i) {
            dispatch_item entry;
            entry.depends_on = known["dependencies"][i].get<std::vector<int>>();
            entry.expected_service_ns = from_seconds(durations[i].get<double>()).count();
            items.push_back(entry);
        }
        for (const auto& [slots, makespan] : known["makespan_s"].items()) {
            auto options = with_slots(std::stoi(slots));
            options.order = known["order"] == "fifo" ? item_order::fifo : item_order::longest_first;
            simulated_trial trial(items, options, [&](const job_ticket& ticket) {
                return takes(duration(*items[ticket.item].expected_service_ns));
            });
            const auto& outcome = trial.run();
            CHECK(to_seconds(outcome.ended - outcome.began) == doctest::Approx(makespan.get<double>()).epsilon(1e-9));
            CHECK(outcome.succeeded == static_cast<int>(items.size()));
            CHECK(tiles(outcome, options.slots));
            ++checked;
        }
    }
    CHECK(checked > 20);
}

TEST_CASE("the states of all workers tile every random trial exactly") {
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        random_source random(seed);
        const int count = static_cast<int>(random.below(20));
        const int slots = 1 + static_cast<int>(random.below(12));
        std::vector<dispatch_item> items = plain_items(count);
        for (int i = 1; i < count; ++i) {
            items[i].estimated_tokens = static_cast<std::int64_t>(random.below(500));
            if (random.uniform() < 0.3) items[i].depends_on.push_back(static_cast<int>(random.below(i)));
        }
        auto options = with_slots(slots);
        options.max_attempts = 1 + static_cast<int>(random.below(4));
        options.stop_on_failure = random.uniform() < 0.1;
        options.seed = seed;
        limits_spec limits;
        if (random.uniform() < 0.4) limits.requests_per_minute = 1 + static_cast<double>(random.below(300));
        if (random.uniform() < 0.3) limits.tokens_per_minute = 100 + static_cast<double>(random.below(5000));

        simulated_trial trial(
            items, options,
            [&](const job_ticket&) {
                scripted_course course = takes(duration(static_cast<std::int64_t>(random.below(1'000'000'000))));
                course.overhead_before = duration(static_cast<std::int64_t>(random.below(1'000'000)));
                course.overhead_after = duration(static_cast<std::int64_t>(random.below(1'000'000)));
                const double luck = random.uniform();
                if (luck < 0.25) {
                    course.verdict.state = attempt_state::failed;
                    course.verdict.worth_retrying = luck < 0.2;
                    course.verdict.rate_limited = luck < 0.1;
                    if (luck < 0.05) course.verdict.retry_after = std::chrono::milliseconds(700);
                    course.verdict.ends_sweep = luck > 0.245;
                } else if (luck < 0.5) {
                    course.verdict.tokens_used = static_cast<std::int64_t>(random.below(800));
                }
                return course;
            },
            limits);
        if (random.uniform() < 0.2) {
            trial.timers.call_after(duration(static_cast<std::int64_t>(random.below(3'000'000'000))),
                                    [&] { trial.get().cancel(); });
        }
        const auto& outcome = trial.run();
        INFO("seed ", seed);
        REQUIRE(trial.get().finished());
        CHECK(trial.finished_calls == 1);
        CHECK(outcome.succeeded + outcome.failed + outcome.not_done == count);
        REQUIRE(tiles(outcome, slots));
        std::int64_t service = 0;
        for (const auto& ended : trial.ended) service += (ended.times.ended - ended.times.started).count();
        CHECK(time_in(outcome, worker_state::service) == service);
    }
}

TEST_CASE("no items: finished at once, with nothing to account for") {
    simulated_trial trial({}, with_slots(4), [](const job_ticket&) { return takes(1s); });
    const auto& outcome = trial.run();
    CHECK(trial.finished_calls == 1);
    CHECK(outcome.ended == outcome.began);
    CHECK(outcome.intervals.empty());
}

TEST_CASE("more workers than items: the rest are idle for the whole trial") {
    simulated_trial trial(plain_items(3), with_slots(10), [](const job_ticket&) { return takes(1s); });
    const auto& outcome = trial.run();
    CHECK(outcome.ended - outcome.began == 1s);
    CHECK(time_in(outcome, worker_state::idle) == duration(7s).count());
    CHECK(tiles(outcome, 10));
}

TEST_CASE("a dependency keeps a free worker waiting, and is told apart from the idle tail") {
    auto items = plain_items(3);
    items[1].depends_on = {0};
    items[2].depends_on = {0};
    simulated_trial trial(items, with_slots(2), [](const job_ticket& ticket) { return takes(ticket.item == 2 ? 3s : 2s); });
    const auto& outcome = trial.run();
    CHECK(time_in(outcome, worker_state::dependency) == duration(2s).count());
    CHECK(time_in(outcome, worker_state::idle) == duration(1s).count());
}

TEST_CASE("jobs that end at once are all booked before a freed worker takes its next item") {
    auto items = plain_items(4);
    items[2].depends_on = {1};
    items[3].depends_on = {0};
    const auto next_of_both = [&](bool together) {
        simulated_trial trial(items, with_slots(2), [](const job_ticket&) { return takes(1s); });
        trial.get().start();
        job_verdict verdict;
        const std::vector<job_ticket> running = trial.started;
        REQUIRE(running.size() == 2);
        if (together) trial.get().jobs_ended({{running[0], verdict}, {running[1], verdict}});
        else
            for (const auto& ticket : running) trial.get().job_ended(ticket, verdict);
        REQUIRE(trial.started.size() == 4);
        return std::pair(trial.started[2].item, trial.started[3].item);
    };
    CHECK(next_of_both(true) == std::pair(2, 3));
    CHECK(next_of_both(false) == std::pair(3, 2));  // 3 was ready first
}

TEST_CASE("a failed item fails those that need it, and only those") {
    auto items = plain_items(4);
    items[1].depends_on = {0};
    items[2].depends_on = {1};
    simulated_trial trial(items, with_slots(1),
                          [](const job_ticket& ticket) { return ticket.item == 0 ? fails(1s, false) : takes(1s); });
    const auto& outcome = trial.run();
    CHECK(outcome.failed == 3);
    CHECK(outcome.succeeded == 1);
    CHECK(trial.started.size() == 2);
}

TEST_CASE("retries wait longer each time, within half and whole of the doubled back-off") {
    auto options = with_slots(1);
    options.max_attempts = 4;
    simulated_trial trial(plain_items(1), options,
                          [](const job_ticket& ticket) { return ticket.number < 4 ? fails(1s, true) : takes(1s); });
    const auto& outcome = trial.run();
    CHECK(outcome.succeeded == 1);
    REQUIRE(trial.ended.size() == 4);
    for (std::size_t i = 1; i < trial.ended.size(); ++i) {
        const auto gap = to_seconds(trial.ended[i].times.started - trial.ended[i - 1].times.ended);
        const double doubled = 0.5 * static_cast<double>(1 << (i - 1));
        CHECK(gap >= doubled * 0.5 - 1e-9);
        CHECK(gap <= doubled + 1e-9);
    }
    CHECK_FALSE(trial.ended[2].final);
    CHECK(trial.ended[3].final);
    CHECK(time_in(outcome, worker_state::rate_limit) == 0);
    CHECK(time_in(outcome, worker_state::back_off) > 0);
}

TEST_CASE("an item may have a number of tries of its own, more or fewer than the others") {
    auto options = with_slots(3);
    options.max_attempts = 2;
    auto items = plain_items(3);
    items[0].max_attempts = 4;
    items[1].max_attempts = 1;
    simulated_trial trial(items, options, [](const job_ticket&) { return fails(1s, true); });
    CHECK(trial.run().failed == 3);
    const auto tries_of = [&](int item) {
        return std::count_if(trial.started.begin(), trial.started.end(), [&](const auto& one) { return one.item == item; });
    };
    CHECK(tries_of(0) == 4);
    CHECK(tries_of(1) == 1);
    CHECK(tries_of(2) == 2);
}

TEST_CASE("a failure not worth retrying is final at once") {
    auto options = with_slots(1);
    options.max_attempts = 5;
    simulated_trial trial(plain_items(1), options, [](const job_ticket&) { return fails(1s, false); });
    CHECK(trial.run().failed == 1);
    CHECK(trial.started.size() == 1);
}

TEST_CASE("429 pauses every worker of the endpoint for what the server asked, and counts as rate limit") {
    auto options = with_slots(2);
    options.max_attempts = 2;
    simulated_trial trial(plain_items(4), options, [](const job_ticket& ticket) {
        if (ticket.item != 0 || ticket.number != 1) return takes(2s);
        auto course = fails(1s, true);
        course.verdict.rate_limited = true;
        course.verdict.retry_after = 10s;
        return course;
    });
    const auto& outcome = trial.run();
    CHECK(outcome.succeeded == 4);
    // Worker 0: refused at 1 s, waits to 11 s. Worker 1: done at 2 s, holds the next item until 11 s.
    CHECK(time_in(outcome, worker_state::rate_limit) == duration(19s).count());
    CHECK(time_in(outcome, worker_state::back_off) == 0);
}

namespace {

// An endpoint that takes as many requests a minute and refuses the others, for the time that one more takes to be allowed.
class strict_endpoint {
public:
    strict_endpoint(double per_minute, double at_first, bool names_its_limits)
        : bucket_(per_minute), per_minute_(per_minute), names_its_limits_(names_its_limits) {
        bucket_.lower_to(at_first, instant{});
    }

    scripted_course answer(instant now) {
        const instant at = bucket_.available_at(1, now);
        if (at <= now) {
            bucket_.take(1, now);
            return takes(50ms);
        }
        ++refusals;
        auto course = fails(1ms, true);
        course.verdict.rate_limited = true;
        course.verdict.retry_after = at - now;
        if (names_its_limits_) course.verdict.named = {per_minute_, 0.0, {}, {}};
        return course;
    }

    int refusals = 0;

private:
    token_bucket bucket_;
    double per_minute_;
    bool names_its_limits_;
};

}  // namespace

TEST_CASE("a storm of 429 uses up no item's attempts, and goes about as fast as the endpoint allows") {
    for (const bool names_its_limits : {true, false}) {
        CAPTURE(names_its_limits);
        constexpr int items = 200;
        strict_endpoint endpoint(240, 20, names_its_limits);
        auto options = with_slots(32);
        options.max_attempts = 6;
        simulated_trial* running = nullptr;
        simulated_trial trial(plain_items(items), options,
                              [&](const job_ticket&) { return endpoint.answer(running->timers.now()); });
        running = &trial;
        const auto& outcome = trial.run();
        CHECK(outcome.succeeded == items);
        CHECK(tiles(outcome, 32));
        const double allowed_s = (items - 20) / 4.0;
        CHECK(to_seconds(outcome.ended - outcome.began) >= allowed_s - 0.5);
        CHECK(to_seconds(outcome.ended - outcome.began) <= allowed_s * (names_its_limits ? 1.05 : 1.5));
        CHECK(endpoint.refusals <= (names_its_limits ? 40 : 120));
    }
}

TEST_CASE("a limit of the plan that is lower than the endpoint's stays") {
    limits_spec limits;
    limits.requests_per_minute = 60;
    rate_limiter limiter(limits);
    for (int i = 0; i < 60; ++i) limiter.charge(0, instant{});
    limiter.refused(instant{}, duration::zero(), {600.0, 600.0, {}, {}});  // it says that there is room
    CHECK(limiter.permit_at(0, instant{}) == instant{} + 1s);
    limiter.refused(instant{}, duration::zero(), {6.0, 0.0, {}, {}});
    CHECK(limiter.permit_at(0, instant{}) == instant{} + 10s);  // the lower one counts
}

TEST_CASE("requests a minute are paced after the first minute's worth") {
    limits_spec limits;
    limits.requests_per_minute = 60;
    simulated_trial trial(
        plain_items(70), with_slots(100), [](const job_ticket&) { return takes(1ms); }, limits);
    const auto& outcome = trial.run();
    CHECK(outcome.succeeded == 70);
    CHECK(to_seconds(outcome.ended - outcome.began) == doctest::Approx(10.001).epsilon(0.001));
    CHECK(tiles(outcome, 100));
}

TEST_CASE("tokens are charged by estimate and settled by use") {
    limits_spec limits;
    limits.tokens_per_minute = 6000;  // 100 a second
    auto items = plain_items(3);
    for (auto& entry : items) entry.estimated_tokens = 3000;
    const auto course = [](std::int64_t used) {
        return [used](const job_ticket&) {
            auto one = takes(1s);
            one.verdict.tokens_used = used;
            return one;
        };
    };
    simulated_trial exact(items, with_slots(1), course(3000), limits);
    // Two fit at once; the third waits until 3000 tokens flowed back, of which 2 s ran with the jobs.
    CHECK(to_seconds(exact.run().ended - instant{}) == doctest::Approx(31.0).epsilon(1e-6));
    simulated_trial frugal(items, with_slots(1), course(10), limits);
    CHECK(to_seconds(frugal.run().ended - instant{}) == doctest::Approx(3.0).epsilon(1e-6));
}

TEST_CASE("one request larger than the whole bucket waits for a full one, not for ever") {
    limits_spec limits;
    limits.tokens_per_minute = 100;
    auto items = plain_items(2);
    for (auto& entry : items) entry.estimated_tokens = 100'000;
    simulated_trial trial(
        items, with_slots(1), [](const job_ticket&) { return takes(1s); }, limits);
    CHECK(trial.run().succeeded == 2);
}

TEST_CASE("cancel twice: running jobs are cancelled once, nothing else starts") {
    simulated_trial trial(plain_items(10), with_slots(3), [](const job_ticket&) { return takes(10s); });
    trial.timers.call_after(1s, [&] {
        trial.get().cancel();
        trial.get().cancel();
    });
    const auto& outcome = trial.run();
    CHECK(outcome.cancelled);
    CHECK(trial.cancelled.size() == 3);
    CHECK(trial.started.size() == 3);
    CHECK(outcome.not_done == 10);
    CHECK(trial.finished_calls == 1);
    CHECK(tiles(outcome, 3));
}

TEST_CASE("cancel while all wait for a permit ends at once") {
    limits_spec limits;
    limits.requests_per_minute = 1;
    simulated_trial trial(
        plain_items(3), with_slots(1), [](const job_ticket&) { return takes(1s); }, limits);
    trial.timers.call_after(2s, [&] { trial.get().cancel(); });
    const auto& outcome = trial.run();
    CHECK(outcome.succeeded == 1);
    CHECK(outcome.ended - outcome.began == 2s);
    CHECK(tiles(outcome, 1));
}

TEST_CASE("an answer such as 401 ends the sweep: what runs is cancelled, nothing is tried again") {
    auto options = with_slots(2);
    options.max_attempts = 5;
    simulated_trial trial(plain_items(6), options, [](const job_ticket& ticket) {
        if (ticket.item == 0) {
            auto course = fails(1s, false);
            course.verdict.ends_sweep = true;
            return course;
        }
        return takes(5s);
    });
    const auto& outcome = trial.run();
    CHECK(outcome.ends_sweep);
    CHECK_FALSE(outcome.cancelled);
    CHECK(trial.started.size() == 2);
    CHECK(trial.cancelled.size() == 1);
}
