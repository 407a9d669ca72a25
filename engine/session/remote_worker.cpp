#include "engine/session/remote_worker.h"

#include <algorithm>

namespace sweeplab {

remote_worker::remote_worker(engine_session& session, std::function<bool(const std::string&)> write)
    : session_(session), write_(std::move(write)) {
    session_.add_sink(*this);
}

remote_worker::~remote_worker() { session_.remove_sink(*this); }

result<run_finished> remote_worker::carry_out(const remote_order& order) {
    tell(remote_greeting{SWEEPLAB_VERSION, session_.this_host()});
    told_ = order.record.summary;
    const auto run = session_.carry_out(order);
    if (!run) {
        tell(remote_refusal{run.error()});
        writer_.drain();
        return tl::unexpected(run.error());
    }
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return finished_.has_value(); });
    lock.unlock();
    writer_.drain();
    return *finished_;
}

void remote_worker::tell(remote_line line) {
    writer_.post([this, line = std::move(line)] {
        if (reader_gone_ || write_(to_line(line))) return;
        reader_gone_ = true;
        session_.stop();
    });
}

// Of trials what is stored: the events are leaner. Nothing is measured while this is called, nor until the whole trial is
// written, so that the telling falls on no trial.
void remote_worker::on_event(const run_event& event) {
    if (const auto* begun = std::get_if<trial_started>(&event)) {
        if (auto summary = session_.store().load_trial(begun->trial, load_detail::trials))
            tell(remote_trial_begun{std::move(*summary)});
    } else if (const auto* ended = std::get_if<trial_finished>(&event)) {
        tell_trial(ended->summary.id);
        tell_run_state(ended->run);
    } else if (const auto* finished = std::get_if<run_finished>(&event)) {
        tell_run_state(finished->run);
    }
    tell(event);
    if (std::holds_alternative<trial_finished>(event)) writer_.drain();
    if (const auto* finished = std::get_if<run_finished>(&event)) {
        const std::lock_guard lock(mutex_);
        finished_ = *finished;
        ended_.notify_all();
    }
}

void remote_worker::tell_trial(const trial_id& id) {
    auto whole = session_.store().load_trial(id, load_detail::everything);
    if (!whole) return tell(run_message{{}, run_message::level::failure, whole.error().text()});
    auto spans = std::exchange(whole->attempts, {});
    for (std::size_t from = 0; from < spans.size(); from += attempts_a_line) {
        const auto until = std::min(from + attempts_a_line, spans.size());
        const auto part = spans.begin() + static_cast<std::ptrdiff_t>(from);
        tell(remote_attempts{
            {std::make_move_iterator(part), std::make_move_iterator(spans.begin() + static_cast<std::ptrdiff_t>(until))}});
    }
    tell(remote_trial_ended{std::move(*whole)});
}

void remote_worker::tell_run_state(run_id run) {
    const auto record = session_.store().load_run(run, load_detail::trials);
    if (!record) return;
    const auto& now = record->summary;
    remote_run_state state{now.workers, now.trials_planned};
    const auto& made = record->predictions;
    for (std::size_t i = predictions_told_; i < made.size(); ++i) state.new_predictions.push_back(made[i]);
    predictions_told_ = made.size();
    if (now.workers == told_.workers && now.trials_planned == told_.trials_planned && state.new_predictions.empty()) return;
    told_ = now;
    tell(std::move(state));
}

}  // namespace sweeplab
