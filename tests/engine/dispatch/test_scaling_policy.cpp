// When a load gets more or fewer workers, and when it is given up: by readings made up by hand.
#include <doctest/doctest.h>

#include "engine/dispatch/saturation_watch.h"
#include "engine/dispatch/scaling_policy.h"

using namespace sweeplab;
using outcome = scaling_verdict::what;

namespace {

scaling_rule rule_of(scaling_kind kind) {
    scaling_rule rule;
    rule.kind = kind;
    rule.min_workers = 1;
    rule.max_workers = 16;
    rule.cool_down_s = 5;
    return rule;
}

load_reading due(manual_clock& clock, double per_s) {
    clock.advance(1s);
    load_reading reading;
    reading.at = clock.now() - instant{};
    reading.due_per_s = per_s;
    return reading;
}

load_reading busy(manual_clock& clock, double utilisation) {
    auto reading = due(clock, 100);
    reading.utilisation = utilisation;
    return reading;
}

load_reading answered(manual_clock& clock, std::optional<duration> p95, double utilisation = 0.5) {
    auto reading = busy(clock, utilisation);
    reading.p95 = p95;
    reading.answers = p95 ? 100 : 3;
    return reading;
}

bool says(const scaling_verdict& made, const std::string& part) {
    if (made.decision.reason.find(part) != std::string::npos) return true;
    MESSAGE(made.decision.reason);
    return false;
}

}  // namespace

TEST_CASE("threshold: a step up above it, a step down below the lower one, kept between") {
    auto rule = rule_of(scaling_kind::threshold);
    rule.up_above = 7500;
    rule.down_below = 3000;
    rule.step = 2;
    rule.cool_down_s = 0;
    scaling_policy policy(rule, 4);
    manual_clock clock;
    const auto kept = policy.decide(due(clock, 7500));
    CHECK(kept.outcome == outcome::kept);
    CHECK(kept.decision.to == 4);
    CHECK(says(kept, "7500 requests/s were due, between 3000 and 7500"));
    const auto up = policy.decide(due(clock, 7501));
    CHECK(up.outcome == outcome::scaled);
    CHECK(up.decision.from == 4);
    CHECK(up.decision.to == 6);
    CHECK(up.decision.at_ns == duration(2s).count());
    CHECK(says(up, "7501 requests/s were due, above 7500"));
    CHECK(policy.decide(due(clock, 2999)).decision.to == 4);
    CHECK(policy.decide(due(clock, 100)).decision.to == 2);
    const auto bound = policy.decide(due(clock, 100));
    CHECK(bound.decision.to == 1);
    CHECK(says(bound, "at least 1 are asked for"));
    CHECK(policy.decide(due(clock, 100)).outcome == outcome::at_bound);
    CHECK(policy.workers() == 1);
}

TEST_CASE("after a change nothing changes until it has cooled down") {
    auto rule = rule_of(scaling_kind::threshold);
    rule.up_above = 10;
    rule.down_below = 5;
    scaling_policy policy(rule, 1);
    manual_clock clock;
    CHECK(policy.decide(due(clock, 20)).decision.to == 2);  // at 1 s
    for (int second = 2; second <= 5; ++second) {
        const auto held = policy.decide(due(clock, 20));
        CHECK(held.outcome == outcome::cooling_down);
        CHECK(held.decision.to == 2);
    }
    CHECK(policy.decide(due(clock, 20)).decision.to == 3);  // at 6 s
    const auto held = policy.decide(due(clock, 0));
    CHECK(held.decision.to == 3);
    CHECK(says(held, "cooling down for 4 s more"));
}

TEST_CASE("target utilisation: as many workers as would be that busy, at most twice as many at once") {
    auto rule = rule_of(scaling_kind::target_utilisation);
    rule.target_pct = 70;
    rule.cool_down_s = 0;
    scaling_policy policy(rule, 4);
    manual_clock clock;
    CHECK(policy.decide(busy(clock, 0.72)).outcome == outcome::kept);
    CHECK(policy.decide(busy(clock, 1.0)).decision.to == 6);  // 4 · 100 / 70
    CHECK(policy.decide(busy(clock, 0.35)).decision.to == 3);
    CHECK(policy.decide(busy(clock, 0)).decision.to == 1);
    rule.target_pct = 20;
    scaling_policy eager(rule, 4);
    CHECK(eager.decide(busy(clock, 1.0)).decision.to == 8);
    const auto most = eager.decide(busy(clock, 1.0));
    CHECK(most.decision.to == 16);
    const auto bound = eager.decide(busy(clock, 1.0));
    CHECK(bound.outcome == outcome::at_bound);
    CHECK(says(bound, "at most 16 are allowed"));
}

TEST_CASE("target latency: from due to end, and what still waits counts as what it has waited") {
    auto rule = rule_of(scaling_kind::target_latency);
    rule.p95_ms = 50;
    rule.cool_down_s = 0;
    scaling_policy policy(rule, 4);
    manual_clock clock;
    CHECK(policy.decide(answered(clock, 40ms)).outcome == outcome::kept);
    const auto up = policy.decide(answered(clock, 60ms));
    CHECK(up.decision.to == 5);
    CHECK(says(up, "p95 from due 60 ms, above 50 ms"));
    CHECK(policy.decide(answered(clock, 500ms)).decision.to == 10);
    const auto few = policy.decide(answered(clock, std::nullopt));
    CHECK(few.decision.to == 10);
    CHECK(says(few, "3 answers are too few"));
    auto stuck = answered(clock, std::nullopt);
    stuck.longest_wait = 75ms;
    CHECK(policy.decide(stuck).decision.to == 15);
    CHECK(policy.decide(answered(clock, 20ms, 0.2)).decision.to == 14);
    // Fast, but those that were left would have no time.
    CHECK(policy.decide(answered(clock, 20ms, 0.95)).outcome == outcome::kept);
}

TEST_CASE("a start outside of the bounds is brought within them") {
    auto rule = rule_of(scaling_kind::threshold);
    rule.up_above = 10;
    rule.max_workers = 4;
    scaling_policy policy(rule, 9);
    manual_clock clock;
    CHECK(policy.decide(due(clock, 7)).decision.to == 4);
}

TEST_CASE("a load is given up when it is too late for too long without a break") {
    saturation_watch watch({2, 3});
    CHECK_FALSE(watch.look(1s, 2s));
    CHECK_FALSE(watch.look(2s, 2s + 1ns));
    CHECK_FALSE(watch.look(4s, 5s));
    CHECK_FALSE(watch.look(4500ms, 1s));  // caught up
    CHECK_FALSE(watch.look(5s, 3s));
    CHECK_FALSE(watch.look(8s - 1ns, 3s));
    CHECK(watch.look(8s, 3s));
}
