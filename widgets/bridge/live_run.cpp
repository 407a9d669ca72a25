#include "widgets/bridge/live_run.h"

#include <algorithm>

namespace sweeplab {
namespace {

constexpr std::size_t most_soak_values = 5000;  // of each line: hours stay drawable

struct folder {
    live_state& state;

    void end_trial() {
        state.current_trial.reset();
        state.progress.jobs_running = 0;
        state.progress.trial_share.reset();
        if (state.soak) state.soak->course().live = false;
    }

    void operator()(const run_started& event) {
        const bool joins = event.in_turn && state.busy() && state.in_turn.size() == 1;  // the second of two
        if (!joins) {
            state = live_state{};
            state.now = live_state::phase::running;
            state.progress.trials_total = event.trials_planned;
            state.trials_done = event.trials_planned - event.trials_to_do;
        }
        if (event.in_turn) state.in_turn.emplace(event.run, event.name);
        state.run = state.progress.run = event.run;
        state.name = event.name;
        state.simulated = event.simulated;
        state.items = event.items;
    }
    void operator()(const trial_started& event) {
        if (const auto known = state.in_turn.find(event.run); known != state.in_turn.end()) {
            state.run = known->first;
            state.name = known->second;
        }
        state.current_trial = event;
        state.progress.jobs_total = event.jobs;
        state.progress.jobs_done = state.progress.jobs_failed = state.progress.jobs_running = 0;
        state.progress.trial_share.reset();
    }
    void operator()(const job_started&) {}
    void operator()(const soak_sampled& event) {
        if (!state.soak || state.soak->course().parts.front().trial != event.trial) {
            state.soak.emplace(most_soak_values);
            auto& course = state.soak->course();
            course.live = true;
            if (state.current_trial) {
                course.workers = state.current_trial->workers;
                course.repeat = state.current_trial->repeat;
                course.warm_up = state.current_trial->warm_up;
            }
            state.soak->begin_part(event.trial, wall_clock_now() - event.sample.at_ns / 1'000'000, 0);
        }
        state.soak->add(event.sample);
        ++state.soak_samples;
    }
    void operator()(const job_finished& event) {
        if (event.final && event.span.state == attempt_state::failed) ++state.jobs_failed_in_run;
    }
    void operator()(const trial_finished& event) {
        end_trial();
        if (event.summary.state == trial_state::complete || event.summary.state == trial_state::failed) ++state.trials_done;
    }
    void operator()(const run_message&) {}
    void operator()(const run_progress& event) {
        state.progress = event;
        if (!state.in_turn.empty()) state.trials_done = event.trials_done;  // of both
    }
    void operator()(const run_finished& event) {
        state.now = live_state::phase::finished;
        end_trial();
        state.progress.tokens_per_s.reset();
        state.progress.eta_s.reset();
        const int failed_in_the_other = state.outcome ? state.outcome->trials_failed : 0;  // of two in turn
        state.outcome = event;
        state.outcome->trials_failed += failed_in_the_other;
    }
};

}  // namespace

void fold(live_state& state, const run_event& event) { std::visit(folder{state}, event); }

double share_done(const live_state& state) {
    const run_progress& progress = state.progress;
    if (progress.trials_total <= 0) return 0;
    if (progress.more_may_follow)  // how many nobody knows: the share of the trial under way
        return progress.jobs_total > 0 ? std::clamp(1.0 * progress.jobs_done / progress.jobs_total, 0.0, 1.0) : 0;
    double trials = state.trials_done;
    if (state.current_trial && progress.trial_share) trials += *progress.trial_share;
    else if (state.current_trial && progress.jobs_total > 0)
        trials += static_cast<double>(progress.jobs_done) / progress.jobs_total;
    return std::clamp(trials / progress.trials_total, 0.0, 1.0);
}

void live_run::take(const event_batch& events) {
    for (const run_event& event : events) {
        fold(state_, event);
        announce(event);
    }
    Q_EMIT changed();
}

void live_run::announce(const run_event& event) {
    if (const auto* began = std::get_if<run_started>(&event)) Q_EMIT run_began(began->run);
    if (const auto* stored = std::get_if<trial_finished>(&event)) Q_EMIT trial_stored(stored->run);
    if (const auto* said = std::get_if<run_message>(&event)) Q_EMIT message(*said);
    if (const auto* ended = std::get_if<run_finished>(&event)) Q_EMIT run_ended(ended->run);
}

void live_run::mark_stopping() {
    if (state_.now != live_state::phase::running) return;
    state_.now = live_state::phase::stopping;
    Q_EMIT changed();
}

void live_run::reset() {
    state_ = live_state{};
    Q_EMIT changed();
}

}  // namespace sweeplab
