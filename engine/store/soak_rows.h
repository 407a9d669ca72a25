// Samples of a soak as rows. These throw SQLite::Exception; connection::guarded() catches.
#pragma once

#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "engine/foundation/ids.h"
#include "engine/model/soak_sample.h"

namespace sweeplab {

class soak_writer {
public:
    explicit soak_writer(SQLite::Database& db) : db_(db) {}
    void add(trial_id trial, const soak_sample& sample);

private:
    SQLite::Database& db_;
    std::optional<SQLite::Statement> insert_;  // made for the first one: most trials have none
};

// By time; false when one is damaged.
bool read_soak_samples(SQLite::Database& db, trial_id trial, std::vector<soak_sample>& samples);

}  // namespace sweeplab
