#include "engine/workload/command_jobs.h"

#include <algorithm>

#include "engine/process/pipes.h"
#include "engine/workload/command_outcome.h"

namespace sweeplab {
namespace {

// Result rules look at more than what is kept for people: a JSON document is of no use without its end.
constexpr std::size_t bytes_for_rules = 1 << 20;

}  // namespace

command_jobs::command_jobs(event_loop& loop) : loop_(loop), waiter_(child_waiter::create(loop_)) {}

command_jobs::~command_jobs() {
    finish();
    decoder_.reset();  // while what it hands back still finds `alive_`
}

result<void> command_jobs::prepare(int slots) {
    constexpr std::size_t descriptors_of_a_child = 4;  // stdin, stdout, stderr and its end
    return ensure_descriptors(static_cast<std::size_t>(slots) * descriptors_of_a_child);
}

void command_jobs::start(const job_ticket& ticket, call what, job_listener& listener) {
    auto& job = jobs_[ticket.worker];
    job = running_job{ticket, &listener, nullptr, timer_id::none};
    if (!what.request) {
        job.timer = loop_.call_after(duration::zero(), [this, ticket, fault = what.request.error(), at = loop_.now()] {
            deliver(ticket, judge_unstartable(fault, at, began_));
        });
        return;
    }
    auto& request = *what.request;
    request.kept_output_bytes = std::max(
        {what.kept_output_bytes, what.whole_text_bytes, what.spec->rules.empty() ? std::size_t{0} : bytes_for_rules});
    if (what.spec->timeout_s) request.time_limit = from_seconds(*what.spec->timeout_s);
    if (!what.spec->rules.empty() && !decoder_) decoder_ = std::make_unique<task_thread>("command-results");
    job.child = std::make_unique<child_process>(
        loop_, *waiter_, std::move(request),
        [this, ticket, spec = what.spec, kept = what.kept_output_bytes, whole = what.whole_text_bytes](
            process_outcome ended) { on_process_ended(ticket, spec, kept, whole, std::move(ended)); });
    job.child->start();
    job.watched = job.child->running_pid();
    if (job.watched > 0) memory_.add(job.watched);
}

void command_jobs::cancel(const job_ticket& ticket) {
    const auto job = jobs_.find(ticket.worker);
    if (job != jobs_.end() && job->second.ticket == ticket && job->second.child) job->second.child->cancel();
}

void command_jobs::finish() {
    for (auto& [worker, job] : jobs_) {
        loop_.cancel(job.timer);
        memory_.remove(job.watched);
    }
    jobs_.clear();
}

void command_jobs::on_process_ended(const job_ticket& ticket, const std::shared_ptr<const command_spec>& spec,
                                    std::size_t kept_bytes, std::size_t whole_bytes, process_outcome ended) {
    const auto rules_of = spec;  // of the child's callback, which goes with the child
    auto& job = jobs_[ticket.worker];
    const auto tree_peak = memory_.remove(job.watched);
    job.child.reset();
    auto outcome = judge_process(ended, *rules_of, began_, kept_bytes);
    outcome.span.measured.set(measure::tree_peak_memory_bytes, tree_peak);
    const bool succeeded = outcome.verdict.state == attempt_state::succeeded;
    if (succeeded && whole_bytes > 0 && ended.output.whole() && ended.output.bytes <= static_cast<std::int64_t>(whole_bytes))
        outcome.whole_text = ended.output.text();
    if (rules_of->rules.empty() || !succeeded) return deliver(ticket, std::move(outcome));
    // Off the loop: another child's end may be waiting for its time stamp.
    decoder_->post([this, alive = std::weak_ptr(alive_), ticket, output = std::move(ended.output),
                    outcome = std::move(outcome), rules_of, &loop = loop_]() mutable {
        take_results(*rules_of, output, outcome);
        loop.post([this, alive, ticket, outcome = std::move(outcome)]() mutable {
            if (!alive.expired()) deliver(ticket, std::move(outcome));
        });
    });
}

void command_jobs::deliver(const job_ticket& ticket, job_outcome outcome) {
    const auto job = jobs_.find(ticket.worker);
    if (job == jobs_.end() || !(job->second.ticket == ticket)) return;  // the trial is over
    job_listener& listener = *job->second.listener;
    jobs_.erase(job);  // the listener may start the worker's next job at once
    listener.on_job_ended(ticket, std::move(outcome));
}

}  // namespace sweeplab
