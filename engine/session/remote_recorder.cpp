#include "engine/session/remote_recorder.h"

#include <fmt/format.h>

#include "engine/prediction/prediction.h"
#include "engine/session/host_library.h"

namespace sweeplab {
namespace {

template <class Event>
void renumber(Event& event, run_id run, trial_id trial) {
    event.run = run;
    if constexpr (requires { event.trial; }) event.trial = trial;
    if constexpr (requires { event.summary.id; }) event.summary.id = trial;
}

tl::unexpected<error> out_of_place(const char* what) {
    return fail(error_kind::internal, fmt::format("the other machine told of {} out of place", what), {},
                "Install the same version of Sweeplab on both machines.");
}

}  // namespace

remote_recorder::remote_recorder(sweep_task& task, run_store& store, event_hub& hub)
    : task_(task), store_(store), hub_(hub) {}

result<void> remote_recorder::take(remote_line line) {
    return std::visit([this](auto& one) { return take_line(one); }, line);
}

// The machine is what it says it is; its name, prices and expectations are the person's.
result<void> remote_recorder::take_line(remote_greeting& greeting) {
    greeted_ = true;
    auto& host = task_.record.host;
    const auto known = host;
    host = with_what_a_person_said(std::move(greeting.host), known);
    host.id = known.id;
    host.reached_by = known.reached_by;
    if (host == known) return {};
    return store_.save_host(host);
}

result<void> remote_recorder::take_line(remote_refusal& refusal) { return tl::unexpected(std::move(refusal.why)); }

result<void> remote_recorder::begin(const run_started& started) {
    auto& summary = task_.record.summary;
    if (started.simulated) summary.simulated = true;
    if (summary.id) {
        if (const auto reopened = store_.reopen_run(summary.id); !reopened) return reopened;
        run_ = summary.id;
        return {};
    }
    summary.started_at = wall_clock_now();
    summary.state = run_state::running;
    const auto stored = store_.begin_run(task_.record);
    if (!stored) return tl::unexpected(stored.error());
    run_ = summary.id = *stored;
    return {};
}

// A prediction names the trials it was made from: by their numbers in this library.
result<void> remote_recorder::keep_predictions(const json& documents) {
    json kept = json::array();
    for (const auto& document : documents) {
        auto made = read_prediction(document, "/new_predictions");
        if (!made) return tl::unexpected(made.error());
        for (auto& from : made->input_trials)
            if (const auto known = trials_.find(from.value); known != trials_.end()) from = known->second;
        kept.push_back(to_json(*made));
    }
    return kept.empty() ? result<void>() : store_.add_predictions(*run_, kept);
}

result<void> remote_recorder::take_line(remote_run_state& state) {
    if (!run_) return out_of_place("a run");
    if (const auto kept = keep_predictions(state.new_predictions); !kept) return kept;
    trials_planned_ = state.trials_planned;
    return store_.extend_run(*run_, state.workers, state.trials_planned);
}

result<void> remote_recorder::take_line(remote_trial_begun& begun) {
    if (!run_) return out_of_place("a trial");
    const auto number_there = begun.summary.id.value;
    auto recorder = store_.begin_trial(*run_, begun.summary);
    if (!recorder) return tl::unexpected(recorder.error());
    recorder_ = std::move(*recorder);
    trial_ = trials_[number_there] = begun.summary.id;
    return {};
}

result<void> remote_recorder::take_line(remote_attempts& part) {
    if (!recorder_) return out_of_place("attempts");
    for (auto& span : part.spans) recorder_->append(std::move(span));
    return {};
}

result<void> remote_recorder::take_line(remote_trial_ended& ended) {
    if (!recorder_) return out_of_place("a trial's end");
    auto& whole = ended.whole;
    whole.id = trial_;
    for (auto& sample : whole.soak) recorder_->append(std::move(sample));
    auto intervals = std::exchange(whole.intervals, {});
    const auto stored = recorder_->finish(whole, std::move(intervals));
    recorder_.reset();
    if (!stored || !whole.audit_faults) return stored;
    return store_.set_audit(trial_, *whole.audit_faults);
}

result<void> remote_recorder::take_line(run_event& event) {
    if (const auto* started = std::get_if<run_started>(&event))
        if (const auto begun = begin(*started); !begun) return begun;
    if (!run_) return out_of_place("an event");
    std::visit([this](auto& one) { renumber(one, *run_, trial_); }, event);
    if (const auto* finished = std::get_if<run_finished>(&event)) finished_ = *finished;
    else hub_.emit(event);
    return {};
}

run_finished remote_recorder::end(run_state state, std::string message) {
    recorder_.reset();
    run_finished event{*run_, state, std::move(message), finished_ ? finished_->trials_failed : 0};
    const bool not_yet = task_.more_follows && state == run_state::complete;
    const auto stored = store_.end_run(*run_, not_yet ? run_state::interrupted : state, trials_planned_);
    if (!stored) {
        event.state = run_state::failed;
        event.message = stored.error().text();
    }
    return event;
}

}  // namespace sweeplab
