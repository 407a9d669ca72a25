// Runs as rows. These throw SQLite::Exception; connection::guarded() catches.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <SQLiteCpp/Database.h>

#include "engine/model/run.h"

namespace sweeplab {

// A run's JSON and other texts, made before the writer thread needs them.
struct run_documents {
    std::string host;
    std::optional<std::string> plan;

    static run_documents of(const run_record& record);
};

// JSON text that is valid UTF-8 whatever the value holds.
std::string stored_json(const json& value);

// The run, its documents, tags and items; no trials. Its state is `state`, held by `owner` if any.
run_id insert_run(SQLite::Database& db, const run_record& record, const run_documents& documents, run_state state,
                  const std::optional<std::string>& owner);
void replace_tags(SQLite::Database& db, run_id run, const std::vector<std::string>& tags);

// A run's summary as its row says, and who holds it.
struct owned_summary {
    run_summary summary;
    std::optional<std::string> owner;
};

// All runs, newest first: a fixed number of queries.
std::vector<owned_summary> read_summaries(SQLite::Database& db);
std::optional<owned_summary> read_summary(SQLite::Database& db, run_id run);
// Work hash, currency, host and plan.
result<void> read_documents(SQLite::Database& db, run_record& record);
item_list read_items(SQLite::Database& db, run_id run);
void insert_predictions(SQLite::Database& db, run_id run, const json& predictions);  // after those that are there
json read_predictions(SQLite::Database& db, run_id run);

tl::unexpected<error> no_such_run(run_id run);
tl::unexpected<error> no_such_trial(trial_id id);

}  // namespace sweeplab
