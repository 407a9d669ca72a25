#include <doctest/doctest.h>

#include <algorithm>

#include "engine/analysis/self_audit.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr std::int64_t ms = 1'000'000;

// Two workers, two streamed answers of 100 ms each: 5 tokens in 5 chunks, the first after 60 ms.
trial good_trial() {
    auto one = made_up_trial(2, 0.1, 1, 2);
    for (int worker = 0; worker < 2; ++worker) {
        attempt span;
        span.item = span.worker = worker;
        span.end_ns = 100 * ms;
        span.chunk_ns = {60 * ms, 70 * ms, 80 * ms, 90 * ms, 99 * ms};
        span.output.text = "a b c d e";
        span.measured.set(measure::output_tokens, 5);
        span.measured.set(measure::chunk_count, 5);
        span.measured.set(measure::sent_at, 1 * ms);
        span.measured.set(measure::first_byte_at, 59 * ms);
        span.measured.set(measure::first_content_at, 60 * ms);
        span.measured.set(measure::last_content_at, 99 * ms);
        span.measured.set(measure::receive_lag_max_ns, std::int64_t{40'000});
        one.attempts.push_back(span);
        one.intervals.push_back({worker, worker_state::service, worker, 1, 0, 100 * ms});
    }
    return one;
}

generator_limits limits_of(double requests_per_s, double chunks_per_s, int streams) {
    generator_limits limits;
    limits.requests_per_s = requests_per_s;
    limits.chunks_per_s = chunks_per_s;
    limits.streams = streams;
    return limits;
}

audit_verdict verdict_of(const trial_audit& audit, std::string_view key) {
    const auto found =
        std::find_if(audit.checks.begin(), audit.checks.end(), [key](const auto& one) { return one.key == key; });
    REQUIRE(found != audit.checks.end());
    return found->verdict;
}

}  // namespace

TEST_CASE("a trial whose record holds together passes every check that can be made") {
    const auto audit = audit_trial(good_trial(), 2, {0.3, {}}, limits_of(100, 1000, 2));
    CHECK_FALSE(audit.has_failed());
    CHECK(audit.reasons().empty());
    for (const auto& check : audit.checks) {
        INFO(check.key);
        CHECK(check.verdict == audit_verdict::passed);
    }
}

TEST_CASE("what was not watched is unknown, not passed") {
    CHECK(verdict_of(audit_trial(good_trial(), 2), "client_cpu") == audit_verdict::unknown);
    const auto times_only = audit_trial(made_up_trial(2, 1.0), 12);
    for (const auto& check : times_only.checks) CHECK(check.verdict == audit_verdict::unknown);
    CHECK_FALSE(times_only.has_failed());
}

TEST_CASE("Little's law: jobs that claim more time than their workers had") {
    auto one = good_trial();
    one.attempts[0].end_ns = 140 * ms;
    CHECK(verdict_of(audit_trial(one, 2), "littles_law") == audit_verdict::failed);
}

TEST_CASE("stamps out of order, and stamps that miss a chunk") {
    auto backwards = good_trial();
    backwards.attempts[0].measured.set(measure::first_byte_at, 61 * ms);
    CHECK(verdict_of(audit_trial(backwards, 2), "stamps_add_up") == audit_verdict::failed);
    auto missing = good_trial();
    missing.attempts[1].chunk_ns.pop_back();
    const auto audit = audit_trial(missing, 2);
    CHECK(verdict_of(audit, "stamps_add_up") == audit_verdict::failed);
    CHECK(audit.reasons() == "1 of 2 answers have time stamps out of order");
}

TEST_CASE("a generator that is at its limit") {
    CHECK(verdict_of(audit_trial(good_trial(), 2, {0.8, {}}), "client_cpu") == audit_verdict::failed);
    CHECK(verdict_of(audit_trial(good_trial(), 2, {0.79, {}}), "client_cpu") == audit_verdict::passed);
    CHECK(verdict_of(audit_trial(good_trial(), 2, {{}, 6 * ms}), "loop_lag") == audit_verdict::failed);
    auto slow_jobs = good_trial();
    for (auto& span : slow_jobs.attempts) span.end_ns = 200 * ms;
    CHECK(verdict_of(audit_trial(slow_jobs, 2, {{}, 6 * ms}), "loop_lag") == audit_verdict::passed);
}

TEST_CASE("a server that lies in its usage") {
    auto too_few = good_trial();
    too_few.attempts[0].measured.set(measure::output_tokens, std::int64_t{0});
    CHECK(verdict_of(audit_trial(too_few, 2), "tokens_fit_usage") == audit_verdict::failed);
    auto too_many = good_trial();
    too_many.attempts[0].measured.set(measure::output_tokens, std::int64_t{1'000'000});
    CHECK(verdict_of(audit_trial(too_many, 2), "tokens_fit_usage") == audit_verdict::failed);
    auto thinking = too_many;
    thinking.attempts[0].measured.set(measure::reasoning_tokens, std::int64_t{999'995});
    CHECK(verdict_of(audit_trial(thinking, 2), "tokens_fit_usage") == audit_verdict::passed);
}

TEST_CASE("a server without usage is not accused") {
    auto one = good_trial();
    for (auto& span : one.attempts) span.measured.set(measure::tokens_estimated, std::int64_t{1});
    CHECK(verdict_of(audit_trial(one, 2), "tokens_fit_usage") == audit_verdict::unknown);
}

TEST_CASE("workers that were never busy at once") {
    auto one = good_trial();
    one.slots = one.workers = 4;
    CHECK(verdict_of(audit_trial(one, 2), "in_flight_reached") == audit_verdict::passed);  // two items: two at most
    const auto audit = audit_trial(one, 9);
    CHECK(verdict_of(audit, "in_flight_reached") == audit_verdict::failed);
    CHECK(audit.reasons().starts_with("at most 2 of 4 jobs were in flight at once"));
    // Nothing is wrong with it when items had to wait for others.
    auto waited = one;
    waited.intervals.push_back({2, worker_state::dependency, -1, 0, 0, 50 * ms});
    CHECK(verdict_of(audit_trial(waited, 9), "in_flight_reached") == audit_verdict::passed);
    // One that ends as the other begins: one at once.
    auto relay = good_trial();
    relay.intervals[0].end_ns = relay.intervals[1].start_ns = 50 * ms;
    CHECK(verdict_of(audit_trial(relay, 2), "in_flight_reached") == audit_verdict::failed);
}

TEST_CASE("a trial beyond what the machine was calibrated for") {
    // Two requests and ten chunks in 0.1 s, two streams at once.
    const auto verdict = [](const generator_limits& limits) {
        return verdict_of(audit_trial(good_trial(), 2, {}, limits), "within_calibration");
    };
    CHECK(verdict(limits_of(20, 100, 2)) == audit_verdict::passed);
    CHECK(verdict(limits_of(19, 100, 2)) == audit_verdict::failed);
    CHECK(verdict(limits_of(20, 99, 2)) == audit_verdict::failed);
    CHECK(verdict(limits_of(20, 100, 1)) == audit_verdict::failed);
    CHECK(verdict(generator_limits{}) == audit_verdict::passed);
    CHECK(verdict_of(audit_trial(good_trial(), 2), "within_calibration") == audit_verdict::unknown);
}
