// The library of runs: one SQLite file. One writer thread; readers have connections of their own.
// Every call may be made from any thread. Finished attempts are durable within 250 ms, finished trials
// at once. A newer file's schema is refused and never touched.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/foundation/error.h"
#include "engine/model/run.h"

namespace sweeplab {

// $SWEEPLAB_DB, else $XDG_DATA_HOME/sweeplab/runs.db, else ~/.local/share/sweeplab/runs.db. Empty when none of
// these is set; opening an empty path says so.
std::filesystem::path default_database_path();

struct store_options {
    std::filesystem::path file;
    bool create = true;  // make the file (and its folder) when it is missing
    duration group_commit = std::chrono::milliseconds(100);
    duration busy_timeout = std::chrono::seconds(5);
};

// summary: host and plan, but neither items nor trials. trials: items and trials. attempts: attempts by start, with
// their messages and chunk times, worker intervals, resource samples, and those of a soak. everything: outputs too.
enum class load_detail { summary, trials, attempts, everything };

// A trial being recorded. Appending only queues (no input or output on the calling thread).
class trial_recorder {
public:
    virtual ~trial_recorder() = default;
    virtual void append(attempt span) = 0;
    virtual void append(soak_sample sample) = 0;
    // Writes the end mark, counts, intervals and summary.samples; returns when they are durable. Fails when any attempt of
    // the trial could not be stored; when the database was only locked (busy), it may be called again.
    virtual result<void> finish(const trial& summary, std::vector<worker_interval> intervals) = 0;
};

class run_store {
public:
    // Refuses, and leaves alone, what is no database of ours or a newer Sweeplab's.
    static result<std::unique_ptr<run_store>> open(store_options options);
    // Stores what was appended, which may take the busy timeout when the database is locked.
    virtual ~run_store() = default;

    // --- recording -------------------------------------------------------------------------------
    // Stores a run without trials (state running) and returns its id. `record.trials` is not looked at.
    virtual result<run_id> begin_run(const run_record& record) = 0;
    // Stores a trial's row (state interrupted until finish()).
    virtual result<std::unique_ptr<trial_recorder>> begin_trial(run_id run, trial& summary) = 0;  // fills summary.id
    // Of a run under way whose worker counts are chosen one after the other: all of them until now, and the trials.
    virtual result<void> extend_run(run_id run, const std::vector<int>& workers, int trials_planned) = 0;
    // `trials_planned`: when fewer trials than planned turned out to be needed.
    virtual result<void> end_run(run_id run, run_state state, std::optional<int> trials_planned = {}) = 0;
    // Resume: state running again. Busy when a living Sweeplab records the run.
    virtual result<void> reopen_run(run_id run) = 0;
    // Stores whole runs with their trials in one transaction (import): all of them or none. Returns their ids in order.
    virtual result<std::vector<run_id>> add_runs(std::span<const run_record> records) = 0;
    result<run_id> add_run(const run_record& record);
    // The first failure of the background writer (disk full, …) since a run was last begun or reopened, or that
    // the database is locked just now and attempts are waiting.
    virtual result<void> writer_health() = 0;
    // Everything appended so far is durable when this returns.
    virtual result<void> flush() = 0;

    // --- the library -----------------------------------------------------------------------------
    virtual result<std::vector<run_summary>> list_runs() = 0;  // newest first
    virtual result<run_record> load_run(run_id run, load_detail detail) = 0;
    virtual result<trial> load_trial(trial_id id, load_detail detail) = 0;
    // One attempt with everything; not_found when the trial has no such try of the item.
    virtual result<attempt> load_attempt(trial_id id, std::int32_t item, std::int32_t number);
    // The runs of a host for which predictions were kept, newest first: of each the summary, the predictions, and of the
    // trials that count the worker count and time. Of every host when `host_id` is empty.
    virtual result<std::vector<run_record>> past_predictions(const std::string& host_id);
    virtual result<void> set_audit(trial_id id, const std::vector<std::string>& faults) = 0;
    // An empty reason takes the trial in again. Not_found when there is none.
    virtual result<void> exclude_trial(trial_id id, const std::string& reason) = 0;
    // Adds to what was predicted for this run. Durable when it returns.
    virtual result<void> add_predictions(run_id run, const json& predictions) = 0;
    // For good. Busy while it is being recorded.
    virtual result<void> delete_run(run_id run) = 0;
    // As if it were deleted, but it can be taken back until it is removed for good, a week later at the soonest.
    virtual result<void> discard_run(run_id run) = 0;
    virtual result<void> restore_run(run_id run) = 0;
    virtual result<void> rename_run(run_id run, std::string name) = 0;
    virtual result<void> set_notes(run_id run, std::string notes) = 0;
    virtual result<void> set_tags(run_id run, std::vector<std::string> tags) = 0;
    virtual result<void> set_starred(run_id run, bool starred) = 0;

    // --- host profiles and settings ----------------------------------------------------------------
    virtual result<std::vector<host_profile>> list_hosts() = 0;
    virtual result<void> save_host(const host_profile& host) = 0;
    virtual result<void> delete_host(const std::string& id) = 0;

    virtual const std::filesystem::path& file() const = 0;
};

}  // namespace sweeplab
