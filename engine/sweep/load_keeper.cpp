#include "engine/sweep/load_keeper.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

constexpr duration look_period = std::chrono::milliseconds(100);

}  // namespace

load_keeper::load_keeper(const open_load& load, const std::vector<load_arrival>& arrivals, int workers, dispatcher& jobs,
                         timer_service& timers, handlers tell)
    : load_(load),
      arrivals_(arrivals),
      jobs_(jobs),
      timers_(timers),
      tell_(std::move(tell)),
      meter_(arrivals),
      watch_(load.saturation()) {
    if (const auto rule = load.scaling()) {
        policy_.emplace(*rule, workers);
        every_ = from_seconds(rule->every_s);
    }
}

void load_keeper::begin(instant began) {
    began_ = began;
    look_soon();
    if (policy_) decide_soon();
}

void load_keeper::stop() {
    for (auto* timer : {&look_timer_, &decide_timer_}) timers_.cancel(std::exchange(*timer, timer_id::none));
}

void load_keeper::look_soon() {
    look_timer_ = timers_.call_after(look_period, [this] {
        look_timer_ = timer_id::none;
        look();
    });
}

void load_keeper::look() {
    const auto late = jobs_.backlog();
    if (!watch_.look(timers_.now() - began_, late.longest_wait)) return look_soon();
    stop();
    tell_.saturated(saturation_in_words(late));
}

std::string load_keeper::saturation_in_words(const dispatch_backlog& late) const {
    const duration now = timers_.now() - began_;
    const auto after = [](duration at, const load_arrival& one) { return at < one.due; };
    const auto next = std::upper_bound(arrivals_.begin(), arrivals_.end(), now, after);
    const auto& phases = load_.planned_phases();
    const auto phase = next == arrivals_.begin() ? 0 : std::prev(next)->phase;
    const auto rule = load_.saturation();
    return fmt::format(
        "over-saturated: in phase \"{}\" ({:.4g} requests/s) requests were sent more than {} late for {}, with {}; {} were "
        "waiting when it was ended after {}",
        phases[static_cast<std::size_t>(phase)].name, phases[static_cast<std::size_t>(phase)].rate,
        seconds_in_words(rule.late_s), seconds_in_words(rule.for_s), workers_in_words(jobs_.slots()), late.items,
        seconds_in_words(to_seconds(now)));
}

void load_keeper::decide_soon() {
    decide_timer_ = timers_.call_after(every_, [this] {
        decide_timer_ = timer_id::none;
        decide();
    });
}

// Nothing is left to be decided once the last request has a worker.
void load_keeper::decide() {
    const duration now = timers_.now() - began_;
    const auto late = jobs_.backlog();
    if (now > arrivals_.back().due && late.items == 0) return;
    auto reading = meter_.take(now, policy_->workers());
    reading.longest_wait = late.longest_wait;
    const auto verdict = policy_->decide(reading);
    const bool scaled = verdict.outcome == scaling_verdict::what::scaled;
    if (scaled || said_ != verdict.outcome) tell_.decided(verdict.decision);
    said_ = verdict.outcome;
    decide_soon();
    if (scaled) jobs_.set_slots(verdict.decision.to);
}

}  // namespace sweeplab
