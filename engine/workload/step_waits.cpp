#include "engine/workload/step_waits.h"

namespace sweeplab {

void step_waits::start(const job_ticket& ticket, duration length, job_listener& listener) {
    const auto now = loop_.now();
    auto& wait = waits_[ticket.worker];
    wait = {ticket, now, &listener, timer_id::none, false};
    wait.timer = loop_.call_at(later(now, length), [this, worker = ticket.worker] { end(worker); });
}

void step_waits::cancel(const job_ticket& ticket) {
    const auto found = waits_.find(ticket.worker);
    if (found == waits_.end() || !(found->second.ticket == ticket) || found->second.cancelled) return;
    auto& wait = found->second;
    wait.cancelled = true;
    loop_.cancel(wait.timer);
    wait.timer = loop_.call_after(duration::zero(), [this, worker = ticket.worker] { end(worker); });
}

void step_waits::finish() {
    for (auto& [worker, wait] : waits_) loop_.cancel(wait.timer);
    waits_.clear();
}

void step_waits::end(int worker) {
    const auto found = waits_.find(worker);
    const auto wait = found->second;
    waits_.erase(found);  // the listener may start the worker's next job at once
    job_outcome outcome;
    outcome.verdict.state = wait.cancelled ? attempt_state::cancelled : attempt_state::succeeded;
    outcome.verdict.started = wait.started;
    outcome.verdict.ended = loop_.now();
    outcome.span.state = outcome.verdict.state;
    outcome.span.start_ns = (outcome.verdict.started - began_).count();
    outcome.span.end_ns = (outcome.verdict.ended - began_).count();
    if (wait.cancelled) {
        outcome.span.reason = failure_reason::stopped;
        outcome.span.message = "stopped";
    }
    wait.listener->on_job_ended(wait.ticket, std::move(outcome));
}

}  // namespace sweeplab
