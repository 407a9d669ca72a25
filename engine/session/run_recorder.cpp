#include "engine/session/run_recorder.h"

#include <fmt/format.h>

#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

// An event carries the numbers; texts and chunk times stay in the store.
attempt without_texts(const attempt& span) {
    attempt lean;
    lean.item = span.item;
    lean.number = span.number;
    lean.worker = span.worker;
    lean.state = span.state;
    lean.reason = span.reason;
    lean.claimed_ns = span.claimed_ns;
    lean.start_ns = span.start_ns;
    lean.end_ns = span.end_ns;
    lean.released_ns = span.released_ns;
    lean.measured = span.measured;
    lean.message = span.message;
    return lean;
}

// "4 workers, repeat 2: 3 of 12 items failed: HTTP 500".
std::string what_went_wrong(const trial& summary) {
    auto words = workers_in_words(summary.workers) +
                 (summary.warm_up ? std::string(", warm-up: ") : fmt::format(", repeat {}: ", summary.repeat));
    const bool ran_to_its_end = summary.time_ns.has_value();
    if (ran_to_its_end && summary.failed > 0) words += fmt::format("{} of {} items failed: ", summary.failed, summary.jobs);
    return words + summary.message;
}

}  // namespace

run_recorder::run_recorder(run_store& store, event_hub& hub, const clock& time, run_id run, const plan& work, int items,
                           progress_meter meter, trial_auditor auditor)
    : store_(store),
      hub_(hub),
      time_(time),
      run_(run),
      work_(work),
      items_(items),
      meter_(std::move(meter)),
      auditor_(std::move(auditor)),
      adviser_(store, hub, run, work) {}

result<void> run_recorder::trial_begins(trial& summary) {
    auto begun = store_.begin_trial(run_, summary);
    if (!begun) return tl::unexpected(begun.error());
    recorder_ = std::move(*begun);
    trial_ = summary.id;
    tell(trial_started{run_, trial_, summary.workers, summary.repeat, summary.warm_up, summary.position, items_});
    emit_progress();
    return {};
}

void run_recorder::attempt_started(const job_ticket& ticket, std::int64_t at_ns) {
    tell(job_started{run_, trial_, ticket.item, ticket.number, ticket.worker, at_ns});
}

void run_recorder::attempt_ended(attempt span, bool final) {
    tell(job_finished{run_, trial_, without_texts(span), final});
    recorder_->append(std::move(span));
}

void run_recorder::scaling_decided(const scaling_decision& decision) {
    if (decision.from == decision.to) return;  // the trial's summary says it
    const auto at = seconds_in_words(to_seconds(duration(decision.at_ns)));
    const auto what = fmt::format("{} → {}", decision.from, workers_in_words(decision.to));
    hub_.emit(run_message{run_, run_message::level::note, fmt::format("{}: {} ({})", at, what, decision.reason)});
}

void run_recorder::soak_sampled(soak_sample sample) {
    hub_.emit(sweeplab::soak_sampled{run_, trial_, sample});
    recorder_->append(std::move(sample));
}

result<void> run_recorder::trial_ended(const trial& summary, std::vector<worker_interval> intervals, bool comes_again) {
    const auto stored = recorder_->finish(summary, std::move(intervals));
    recorder_.reset();
    if (!stored) return stored;
    trial_finished finished{run_, summary};
    finished.summary.samples.clear();  // the store has them
    finished.summary.audit_faults = auditor_.audit(summary);
    tell(finished);
    const bool discarded = summary.state == trial_state::interrupted;
    if (summary.state == trial_state::failed || discarded)
        hub_.emit(run_message{run_, run_message::level::warning,
                              what_went_wrong(summary) + (comes_again ? "; it is done again" : "")});
    emit_progress();
    return {};
}

result<void> run_recorder::stage_begins(int) { return adviser_.predict_stage(); }

result<next_count> run_recorder::choose_next() {
    auto chosen = adviser_.choose_next();
    if (chosen && chosen->workers) meter_.add_trial({*chosen->workers, work_.workload->slots(*chosen->workers)});
    return chosen;
}

void run_recorder::tell(const run_event& event) {
    meter_.take(event, time_.now());
    hub_.emit(event);
}

void run_recorder::emit_progress() { hub_.emit(meter_.progress(time_.now())); }

}  // namespace sweeplab
