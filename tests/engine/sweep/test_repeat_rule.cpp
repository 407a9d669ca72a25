#include <doctest/doctest.h>

#include <cmath>

#include "engine/sweep/repeat_rule.h"

using namespace sweeplab;

namespace {

trial took(int workers, double seconds) {
    trial one;
    one.workers = workers;
    one.state = trial_state::complete;
    one.time_ns = from_seconds(seconds).count();
    return one;
}

repeat_rule rule_of(int at_least, double half_width, std::optional<double> budget_s = {}) {
    adaptive_repeats rule;
    rule.at_least = at_least;
    rule.half_width_pct = half_width * 100;
    rule.budget_s = budget_s;
    return repeat_rule(rule);
}

}  // namespace

TEST_CASE("never before the least number of rounds, however equal the times") {
    auto rule = rule_of(3, 0.05);
    for (int i = 0; i < 2; ++i) rule.add(took(1, 10));
    CHECK_FALSE(rule.enough(2));
    rule.add(took(1, 10));
    CHECK(rule.enough(3));
}

TEST_CASE("until the widest interval is narrow enough: worked by hand") {
    // ln T of 1 worker: 0 and 0.2, of 2 workers: 1 and 1. Pooled variance (0.02 + 0) / 2 = 0.01, 2 degrees of freedom,
    // t = 4.303; half of the interval of a mean of two: 4.303 · 0.1 / √2 = 0.3043, so e^0.3043 − 1 = 35.6 %.
    // A group without any spread is pooled like the others.
    auto rule = rule_of(2, 0.36);
    rule.add(took(1, 1.0));
    rule.add(took(1, std::exp(0.2)));
    rule.add(took(2, std::exp(1.0)));
    rule.add(took(2, std::exp(1.0)));
    REQUIRE(rule.half_width());
    CHECK(*rule.half_width() == doctest::Approx(0.356).epsilon(0.005));
    CHECK(rule.enough(2));
    auto stricter = rule_of(2, 0.35);
    for (const double ln : {0.0, 0.2}) stricter.add(took(1, std::exp(ln)));
    for (int i = 0; i < 2; ++i) stricter.add(took(2, std::exp(1.0)));
    CHECK_FALSE(stricter.enough(2));
}

TEST_CASE("a worker count whose trials failed keeps the rounds going") {
    auto rule = rule_of(2, 0.5);
    for (int i = 0; i < 2; ++i) rule.add(took(1, 10));
    rule.add(took(2, 5));
    auto failed = took(2, 5);
    failed.failed = 1;
    rule.add(failed);
    CHECK_FALSE(rule.enough(2));
    CHECK_FALSE(rule.half_width().value_or(0) < 0);
    rule.add(took(2, 5));
    CHECK(rule.enough(3));
}

TEST_CASE("the budget ends it, but not before the least number of rounds") {
    auto rule = rule_of(2, 0.0001, 15.0);
    rule.add(took(1, 10));
    CHECK_FALSE(rule.enough(1));
    rule.add(took(1, 20));
    CHECK(rule.enough(2));
}
