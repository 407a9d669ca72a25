// Trials as rows. These throw SQLite::Exception; connection::guarded() catches.
#pragma once

#include <string>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "engine/model/run.h"

namespace sweeplab {

class trial_writer {
public:
    explicit trial_writer(SQLite::Database& db);

    // Neither attempts, intervals nor samples.
    trial_id insert(run_id run, const trial& summary, trial_state state);
    void insert_intervals(trial_id id, const std::vector<worker_interval>& intervals);
    void insert_samples(trial_id id, const std::vector<resource_sample>& samples);

private:
    SQLite::Database& db_;
    SQLite::Statement insert_;
    SQLite::Statement intervals_;
    SQLite::Statement samples_;
};

// Overwrites all but the trial's id and run; false when there is no such trial.
// Of the column audit_faults.
std::string faults_to_column(const std::vector<std::string>& faults);
bool update_trial(SQLite::Database& db, trial_id id, const trial& summary);

// All of a run's trials in the order they were carried out, without attempts, intervals and samples.
std::vector<trial> read_trials(SQLite::Database& db, run_id run);
// One trial; none or one.
std::vector<trial> read_trial_row(SQLite::Database& db, trial_id id);
// False when the intervals are damaged.
bool read_intervals(SQLite::Database& db, trial_id id, std::vector<worker_interval>& intervals);
// False when the samples are damaged.
bool read_samples(SQLite::Database& db, trial_id id, std::vector<resource_sample>& samples);

}  // namespace sweeplab
