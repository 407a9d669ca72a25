#include <doctest/doctest.h>

#include <set>

#include "engine/model/attempt.h"
#include "engine/model/run.h"

using namespace sweeplab;

TEST_CASE("measures are kept in order, and what was not taken is absent") {
    measures taken;
    CHECK(taken.empty());
    taken.set(measure::exit_code, 0);
    taken.set(measure::output_tokens, 64);
    taken.set(measure::input_tokens, 10);
    taken.set(measure::output_tokens, 65);
    taken.set(measure::total_tokens, std::optional<std::int64_t>{});
    CHECK(taken.get(measure::output_tokens) == 65);
    CHECK(taken.get(measure::exit_code) == 0);
    CHECK_FALSE(taken.has(measure::total_tokens));
    REQUIRE(taken.all().size() == 3);
    CHECK(taken.all()[0].first == measure::input_tokens);
    CHECK(taken.all()[2].first == measure::exit_code);
    measures other;
    other.set(measure::input_tokens, 10);
    other.set(measure::output_tokens, 65);
    CHECK_FALSE(other == taken);
    other.set(measure::exit_code, 0);
    CHECK(other == taken);
}

TEST_CASE("every measure has a name of its own that leads back to it") {
    std::set<std::string_view> names;
    for (std::uint16_t number = 0; number < 200; ++number) {
        const auto which = static_cast<measure>(number);
        const auto name = measure_name(which);
        CHECK(names.insert(name).second);
        CHECK(measure_from_name(name) == which);
    }
    CHECK(measure_name(measure::first_content_at) == "first_content_at");
    CHECK(measure_name(static_cast<measure>(65535)) == "measure_65535");
    for (const auto* name : {"", "tokens", "measure_", "measure_x", "measure_70000", "measure_-1", "measure_1 "})
        CHECK_FALSE(measure_from_name(name));
}

TEST_CASE("tokens are the total where it is known, else what is known") {
    attempt span;
    CHECK_FALSE(span.tokens());
    span.measured.set(measure::output_tokens, 5);
    CHECK(span.tokens() == 5);
    span.measured.set(measure::input_tokens, 7);
    CHECK(span.tokens() == 12);
    span.measured.set(measure::total_tokens, 20);
    CHECK(span.tokens() == 20);
}

TEST_CASE("every state and reason has a name that leads back to it") {
    for (int number = 1; number <= 3; ++number) {
        const auto state = static_cast<attempt_state>(number);
        CHECK(attempt_state_from(to_text(state)) == state);
        const auto origin = static_cast<run_origin>(number);
        CHECK(run_origin_from(to_text(origin)) == origin);
    }
    for (int number = 0; number <= 17; ++number) {
        const auto reason = static_cast<failure_reason>(number);
        CHECK(failure_reason_from(to_text(reason)) == reason);
    }
    for (int number = 1; number <= 5; ++number) {
        const auto state = static_cast<run_state>(number);
        CHECK(run_state_from(to_text(state)) == state);
    }
    for (int number = 1; number <= 4; ++number) {
        const auto state = static_cast<trial_state>(number);
        CHECK(trial_state_from(to_text(state)) == state);
    }
    CHECK_FALSE(run_state_from("finished"));
    CHECK(to_text(static_cast<run_state>(99)) == "unknown");
}

TEST_CASE("only complete, counted trials without failed items count") {
    trial one;
    one.state = trial_state::complete;
    one.time_ns = 5;
    CHECK(one.counts());
    auto warm = one;
    warm.warm_up = true;
    CHECK_FALSE(warm.counts());
    auto failed = one;
    failed.failed = 1;
    CHECK_FALSE(failed.counts());
    auto cut = one;
    cut.state = trial_state::cancelled;
    CHECK_FALSE(cut.counts());
    auto timeless = one;
    timeless.time_ns.reset();
    CHECK_FALSE(timeless.counts());
}
