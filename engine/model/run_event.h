// The one vocabulary between the engine and whoever watches it: the window through its bridge, the
// command line as JSON lines. Values only; safe to hand to another thread.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

struct run_started {
    run_id run;
    std::string name;
    std::vector<int> workers;
    int trials_planned = 0;  // warm-up included
    int trials_to_do = 0;    // fewer when resumed
    int items = 0;
    bool simulated = false;
    bool in_turn = false;  // one of two whose trials take turns: run_progress tells of both, and both finish together
};
struct trial_started {
    run_id run;
    trial_id trial;
    int workers = 1;
    int repeat = 1;
    bool warm_up = false;
    int position = 0;  // among all planned trials, from 0
    int jobs = 0;      // to be done
};
struct job_started {
    run_id run;
    trial_id trial;
    int item = 0;
    int number = 1;
    int worker = 0;
    std::int64_t at_ns = 0;  // after the trial's start
};
// Of a soak, every few seconds.
struct soak_sampled {
    run_id run;
    trial_id trial;
    soak_sample sample;
};
// An attempt ended; without its texts and chunk times, which the store has.
struct job_finished {
    run_id run;
    trial_id trial;
    attempt span;
    bool final = true;  // false: the item will be tried again
};
struct trial_finished {
    run_id run;
    trial summary;  // without attempts, intervals and samples
};
struct run_message {
    enum class level { note, warning, failure };
    run_id run;
    level severity = level::note;
    std::string text;
};
struct run_progress {
    run_id run;
    int trials_done = 0;
    int trials_total = 0;
    int jobs_running = 0;
    int jobs_done = 0;  // in this trial
    int jobs_failed = 0;
    int jobs_total = 0;
    std::optional<double> tokens_per_s;   // output tokens over the last seconds
    std::optional<double> eta_s;          // for the whole run; absent while nothing is known
    bool more_may_follow = false;         // of an automatic sweep: trials_total and eta_s are of what is chosen by now
    std::optional<double> trial_share{};  // 0 to 1: time gone by of the time that the plan gives this trial, if it does
};
struct run_finished {
    run_id run;
    run_state state = run_state::complete;
    std::string message;  // why it failed or was cancelled; else empty
    int trials_failed = 0;
};

using run_event = std::variant<run_started, trial_started, job_started, job_finished, soak_sampled, trial_finished,
                               run_message, run_progress, run_finished>;

// One JSON object with "event": "run_started", …; the same names as the fields.
json to_json(const run_event& event);
// Reads one back, as `sweeplab-cli run --events` wrote it on another machine.
result<run_event> read_run_event(const json& value, const std::string& path);

// Called on an engine thread (any); must be quick and must not call back into the session.
class event_sink {
public:
    virtual ~event_sink() = default;
    virtual void on_event(const run_event& event) = 0;
};

// JSON forms shared by events, show, export and import.
json to_json(const attempt& span);
json to_json(const trial& value, bool with_attempts);
json to_json(const run_summary& value);
json to_json(const run_record& value);
result<attempt> read_attempt(const json& value, const std::string& path);
result<trial> read_trial(const json& value, const std::string& path);
result<run_record> read_run_record(const json& value, const std::string& path);

// "2026-11-21T09:30:00Z"
std::string to_iso8601(unix_ms time);
std::optional<unix_ms> from_iso8601(std::string_view text);

}  // namespace sweeplab
