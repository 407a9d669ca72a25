#include "engine/sweep/trial_watch.h"

#include <utility>

#include <fmt/format.h>

namespace sweeplab {

trial_instruments make_trial_instruments() {
    trial_instruments instruments;
    instruments.conditions = make_condition_probe();
    instruments.resources = make_resource_sampler();
    return instruments;
}

trial_watch::trial_watch(trial_instruments instruments, double sampling_hz) : instruments_(std::move(instruments)) {
    if (!instruments_.resources || sampling_hz <= 0) return;
    period_ = from_seconds(1 / sampling_hz);
    sampling_.emplace(std::move(instruments_.resources));
}

void trial_watch::spin(condition_values& values) {
    if (!instruments_.calibrate) return;
    if (!spin_) spin_ = instruments_.calibrate();
    values.set(condition::spin_ns, spin_->run().count());
    values.set(condition::spin_rounds, spin_->rounds());
}

// The counters are read last before the trial and first after it, so that they count the trial and nothing else.
void trial_watch::read_before(std::optional<duration> round_trip) {
    condition_values taken;
    spin(taken);
    before_ = instruments_.conditions ? instruments_.conditions->read() : machine_conditions{};
    for (const auto& [which, value] : taken.all()) before_.values.set(which, value);
    if (round_trip) before_.values.set(condition::round_trip_ns, round_trip->count());
}

void trial_watch::start() {
    if (sampling_) sampling_->start(period_);
}

void trial_watch::finish(instant zero, trial& summary) {
    machine_conditions after = instruments_.conditions ? instruments_.conditions->read() : machine_conditions{};
    if (sampling_) {
        summary.samples = sampling_->stop(zero);
        summary.resources = summarise(summary.samples);
    }
    spin(after.values);
    summary.conditions = {std::exchange(before_, {}), std::move(after)};
}

void trial_watch::give_up() {
    if (sampling_) sampling_->stop(instant{});
    before_ = {};
}

bool discard_if_suspended(trial& summary) {
    const auto slept = summary.conditions.suspended_ns();
    const bool ended_by_itself = summary.state == trial_state::complete || summary.state == trial_state::failed;
    if (!slept || !ended_by_itself) return false;
    summary.state = trial_state::interrupted;
    summary.time_ns.reset();
    summary.message = fmt::format("the machine was suspended for {:.1f} s during this trial, so it was discarded",
                                  to_seconds(duration(*slept)));
    return true;
}

}  // namespace sweeplab
