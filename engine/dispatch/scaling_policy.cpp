#include "engine/dispatch/scaling_policy.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace sweeplab {
namespace {

// Around a target nothing is changed: a load that swings a little would move the workers for ever.
constexpr double tolerance = 0.1;
// One reading never asks for more than this many times the workers: it may be a burst.
constexpr double most_growth = 2;
// Fewer workers only where those that are left would still have time.
constexpr double busiest_after_shrinking = 0.8;

double milliseconds(duration d) { return to_seconds(d) * 1e3; }

// As many as the load asks for, rounding errors aside.
int grown(int workers, double ratio) { return static_cast<int>(std::ceil(workers * std::min(ratio, most_growth) - 1e-9)); }

}  // namespace

scaling_policy::wish scaling_policy::by_threshold(const load_reading& reading) const {
    if (reading.due_per_s > rule_.up_above)
        return {workers_ + rule_.step,
                fmt::format("{:.4g} requests/s were due, above {:.4g}", reading.due_per_s, rule_.up_above)};
    if (reading.due_per_s < rule_.down_below)
        return {workers_ - rule_.step,
                fmt::format("{:.4g} requests/s were due, below {:.4g}", reading.due_per_s, rule_.down_below)};
    return {workers_, fmt::format("{:.4g} requests/s were due, between {:.4g} and {:.4g}", reading.due_per_s,
                                  rule_.down_below, rule_.up_above)};
}

scaling_policy::wish scaling_policy::by_utilisation(const load_reading& reading) const {
    const double target = rule_.target_pct / 100;
    const double ratio = std::min(reading.utilisation / target, most_growth);
    const auto seen = fmt::format("workers were busy {:.0f} % of their time", reading.utilisation * 100);
    if (std::abs(ratio - 1) <= tolerance) return {workers_, fmt::format("{}, about {:.0f} %", seen, rule_.target_pct)};
    const auto wanted = std::max(1, grown(workers_, ratio));
    const auto side = ratio > 1 ? "above" : "below";
    return {wanted, fmt::format("{}, {} {:.0f} %", seen, side, rule_.target_pct)};
}

scaling_policy::wish scaling_policy::by_latency(const load_reading& reading) const {
    // What still waits has taken so long already, whatever the answers so far say.
    const double waited_ms = milliseconds(reading.longest_wait);
    const double answered_ms = reading.p95 ? milliseconds(*reading.p95) : 0;
    if (waited_ms > rule_.p95_ms && waited_ms > answered_ms)
        return {grown(workers_, waited_ms / rule_.p95_ms),
                fmt::format("a request has waited {:.3g} ms for a worker, above {:.4g} ms", waited_ms, rule_.p95_ms)};
    if (!reading.p95)
        return {workers_,
                fmt::format("{} answers are too few for a p95 (at least {})", reading.answers, answers_for_a_latency)};
    const auto seen = fmt::format("p95 from due {:.3g} ms", answered_ms);
    if (answered_ms > rule_.p95_ms)
        return {grown(workers_, answered_ms / rule_.p95_ms), fmt::format("{}, above {:.4g} ms", seen, rule_.p95_ms)};
    const bool spare = workers_ > 1 && reading.utilisation * workers_ / (workers_ - 1) < busiest_after_shrinking;
    if (answered_ms < rule_.p95_ms / 2 && spare)
        return {workers_ - 1, fmt::format("{}, below half of {:.4g} ms", seen, rule_.p95_ms)};
    return {workers_, fmt::format("{}, within {:.4g} ms", seen, rule_.p95_ms)};
}

scaling_policy::wish scaling_policy::wish_for(const load_reading& reading) const {
    switch (rule_.kind) {
        case scaling_kind::threshold: return by_threshold(reading);
        case scaling_kind::target_utilisation: return by_utilisation(reading);
        case scaling_kind::target_latency: return by_latency(reading);
    }
    return {workers_, {}};
}

scaling_verdict scaling_policy::decide(const load_reading& reading) {
    auto [wanted, reason] = wish_for(reading);
    const int allowed = std::clamp(wanted, rule_.min_workers, rule_.max_workers);
    scaling_verdict made{{reading.at.count(), workers_, workers_, std::move(reason)}, scaling_verdict::what::kept};
    if (allowed != wanted) {
        made.outcome = scaling_verdict::what::at_bound;
        made.decision.reason += allowed < wanted ? fmt::format("; at most {} are allowed", rule_.max_workers)
                                                 : fmt::format("; at least {} are asked for", rule_.min_workers);
    }
    if (allowed == workers_) return made;
    const auto rest = changed_at_ ? *changed_at_ + from_seconds(rule_.cool_down_s) - reading.at : duration::zero();
    if (rest > duration::zero()) {
        made.outcome = scaling_verdict::what::cooling_down;
        made.decision.reason += fmt::format("; cooling down for {:.3g} s more", to_seconds(rest));
        return made;
    }
    made.outcome = scaling_verdict::what::scaled;
    made.decision.to = workers_ = allowed;
    changed_at_ = reading.at;
    return made;
}

std::string in_words(const scaling_rule& rule) {
    std::string words;
    switch (rule.kind) {
        case scaling_kind::threshold:
            words = fmt::format("above {:.4g} requests/s {} more, below {:.4g} {} fewer", rule.up_above, rule.step,
                                rule.down_below, rule.step);
            break;
        case scaling_kind::target_utilisation: words = fmt::format("workers {:.4g} % busy", rule.target_pct); break;
        case scaling_kind::target_latency: words = fmt::format("p95 of {:.4g} ms", rule.p95_ms); break;
    }
    return fmt::format("{}, with {} to {} workers", words, rule.min_workers, rule.max_workers);
}

}  // namespace sweeplab
