// What another machine tells of a run that it carries out, kept here as if it had been measured here: to the store trial by
// trial, and as events under this library's numbers. One thread.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "engine/session/event_hub.h"
#include "engine/session/remote_lines.h"
#include "engine/session/running_job.h"
#include "engine/store/run_store.h"

namespace sweeplab {

class remote_recorder {
public:
    // All outlive it. `task.record` gains what the other machine says of itself.
    remote_recorder(sweep_task& task, run_store& store, event_hub& hub);

    // An error ends the sweep: what was told makes no sense, was refused, or cannot be stored.
    result<void> take(remote_line line);

    bool greeted() const { return greeted_; }
    std::optional<run_id> run() const { return run_; }                         // once it is stored
    const std::optional<run_finished>& finished() const { return finished_; }  // what the other machine says of the end
    // Stores how the run ended and gives the event that says so.
    run_finished end(run_state state, std::string message);

private:
    result<void> take_line(remote_greeting& greeting);
    result<void> take_line(remote_refusal& refusal);
    result<void> take_line(remote_run_state& state);
    result<void> take_line(remote_trial_begun& begun);
    result<void> take_line(remote_attempts& part);
    result<void> take_line(remote_trial_ended& ended);
    result<void> take_line(run_event& event);
    result<void> begin(const run_started& started);
    result<void> keep_predictions(const json& documents);

    sweep_task& task_;
    run_store& store_;
    event_hub& hub_;
    bool greeted_ = false;
    std::optional<run_id> run_;
    trial_id trial_;                           // the one under way, in this library
    std::map<std::int64_t, trial_id> trials_;  // by the other machine's number
    std::unique_ptr<trial_recorder> recorder_;
    std::optional<int> trials_planned_;
    std::optional<run_finished> finished_;
};

}  // namespace sweeplab
