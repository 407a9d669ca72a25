#include <doctest/doctest.h>

#include "engine/analysis/worker_seconds.h"
#include "engine/foundation/random.h"
#include "tests/engine/dispatch/simulated_trial.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

// What the sweep would store of a simulated trial.
trial as_stored(const simulated_trial& simulated, const dispatch_result& outcome, int workers) {
    trial stored;
    stored.workers = stored.slots = workers;
    stored.state = outcome.failed == 0 && !outcome.cancelled ? trial_state::complete : trial_state::failed;
    stored.failed = outcome.failed;
    stored.time_ns = (outcome.ended - outcome.began).count();
    stored.intervals = outcome.intervals;
    for (const auto& ended : simulated.ended) {
        attempt span;
        span.item = ended.ticket.item;
        span.number = ended.ticket.number;
        span.worker = ended.ticket.worker;
        span.state = ended.verdict.state;
        span.start_ns = (ended.times.started - outcome.began).count();
        span.end_ns = (ended.times.ended - outcome.began).count();
        stored.attempts.push_back(span);
    }
    return stored;
}

trial simulate(int items, int workers, const simulated_trial::course_of& course, dispatch_options options = {},
               limits_spec limits = {}) {
    options.slots = workers;
    simulated_trial simulated(std::vector<dispatch_item>(static_cast<std::size_t>(items)), options, course, limits);
    const auto& outcome = simulated.run();
    return as_stored(simulated, outcome, workers);
}

run_record run_of(int items, std::vector<trial> trials) {
    run_record run;
    run.items.resize(static_cast<std::size_t>(items));
    run.trials = std::move(trials);
    return run;
}

}  // namespace

TEST_CASE("worked by hand: two workers, three items, one of them slower than alone") {
    const auto alone = simulate(3, 1, [](const job_ticket&) { return takes(2s); });
    const auto both = simulate(3, 2, [](const job_ticket& ticket) { return takes(ticket.item == 1 ? 3s : 2s); });
    const auto run = run_of(3, {alone, both});
    const auto account = account_for(both, measure_baselines(run));
    REQUIRE(account);
    // Items 0 (2 s) and 1 (3 s) start together; item 2 follows on worker 0 until 4 s; worker 1 is idle from 3 s.
    CHECK(account->total == duration(8s).count());
    CHECK(account->baseline == duration(6s).count());
    CHECK(account->inflation == duration(1s).count());
    CHECK(account->idle == duration(1s).count());
    CHECK(account->sum() == account->total);
    const auto factors = factors_of(*account);
    CHECK(*factors.inflation == doctest::Approx(6.0 / 7));
    CHECK(*factors.idle == doctest::Approx(7.0 / 8));
    CHECK(*factors.product == doctest::Approx(6.0 / 8));
    const auto idle = split_idle(both, {});
    // Σ service 7 s over 2 workers: no order could do better than 3.5 s, so the second is half the width's loss.
    CHECK(idle.unavoidable == 0);
    CHECK(idle.avoidable == duration(1s).count());
}

TEST_CASE("one item that takes everything: its idle cannot be avoided") {
    const auto measured = simulate(2, 4, [](const job_ticket& ticket) { return takes(ticket.item == 0 ? 9s : 1s); });
    const auto idle = split_idle(measured, {});
    CHECK(idle.unavoidable == duration(26s).count());
    CHECK(idle.avoidable == 0);
}

TEST_CASE("faster than alone keeps its sign, so that the sum holds") {
    const auto alone = simulate(2, 1, [](const job_ticket&) { return takes(4s); });
    const auto both = simulate(2, 2, [](const job_ticket&) { return takes(3s); });
    const auto account = account_for(both, measure_baselines(run_of(2, {alone, both})));
    REQUIRE(account);
    CHECK(account->inflation == -duration(2s).count());
    CHECK(account->sum() == account->total);
}

TEST_CASE("the account of every random trial sums exactly") {
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        random_source random(seed);
        const int items = 1 + static_cast<int>(random.below(15));
        const auto course = [&](const job_ticket&) {
            auto one = takes(duration(static_cast<std::int64_t>(random.below(1'000'000'007))));
            one.overhead_before = duration(static_cast<std::int64_t>(random.below(5'003)));
            one.overhead_after = duration(static_cast<std::int64_t>(random.below(5'003)));
            if (random.uniform() < 0.2) {
                one.verdict.state = attempt_state::failed;
                one.verdict.worth_retrying = random.uniform() < 0.8;
                one.verdict.rate_limited = random.uniform() < 0.3;
            }
            return one;
        };
        dispatch_options options;
        options.max_attempts = 3;
        options.seed = seed;
        limits_spec limits;
        if (random.uniform() < 0.3) limits.requests_per_minute = 120;
        std::vector<trial> trials;
        if (random.uniform() < 0.9) trials.push_back(simulate(items, 1, course, options, limits));
        trials.push_back(simulate(items, 2 + static_cast<int>(random.below(20)), course, options, limits));
        const auto run = run_of(items, trials);
        const auto baselines = measure_baselines(run);
        for (const auto& measured : run.trials) {
            INFO("seed ", seed);
            const auto account = account_for(measured, baselines);
            REQUIRE(account);
            CHECK(account->sum() == account->total);
            CHECK(account->total == *measured.time_ns * measured.slots);
        }
    }
}

TEST_CASE("no baseline: all useful time is unbaselined, and no inflation is claimed") {
    auto measured = simulate(3, 2, [](const job_ticket&) { return takes(1s); });
    const auto account = account_for(measured, item_baselines{});
    REQUIRE(account);
    CHECK(account->unbaselined == duration(3s).count());
    CHECK(account->baseline == 0);
    CHECK(account->inflation == 0);
}

TEST_CASE("intervals with a gap are refused, not summed") {
    auto measured = simulate(3, 2, [](const job_ticket&) { return takes(1s); });
    measured.intervals.front().end_ns -= 1;
    CHECK_FALSE(account_for(measured, item_baselines{}));
}

TEST_CASE("the baseline is the mean of the repeats at the lowest count") {
    const auto first = simulate(1, 2, [](const job_ticket&) { return takes(1s); });
    const auto second = simulate(1, 2, [](const job_ticket&) { return takes(3s); });
    const auto baselines =
        measure_baselines(run_of(1, {first, second, simulate(1, 4, [](const job_ticket&) { return takes(9s); })}));
    CHECK(baselines.workers == 2);
    CHECK(*baselines.service_ns[0] == duration(2s).count());
    CHECK(*baselines.variance[0] == doctest::Approx(2e18));
    CHECK(baselines.repeats[0] == 2);
}
