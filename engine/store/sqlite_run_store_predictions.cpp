// What was predicted and then measured, over all runs of a host: three queries, whatever the number of runs, and of each
// trial only its time.
#include <map>

#include "engine/store/sql_values.h"
#include "engine/store/sqlite_run_store.h"

namespace sweeplab {
namespace {

// The host's id, or '' for every host, is bound twice.
const std::string predicted_runs = "FROM runs WHERE discarded_at = 0 AND (? = '' OR host_id = ?) AND id IN (SELECT run FROM predictions) ";

using places = std::map<std::int64_t, run_record*>;

std::vector<run_record> read_predicted_runs(SQLite::Database& db, const std::string& host_id) {
    std::vector<run_record> runs;
    SQLite::Statement query(db, "SELECT id, name, host_id, host_name, workload, kind, simulated, started_at " +
                                    predicted_runs + "ORDER BY started_at DESC, id DESC");
    ask(query, host_id, host_id);
    while (query.executeStep()) {
        row_reader row(query);
        auto& each = runs.emplace_back().summary;
        each.id.value = row.integer();
        each.name = row.text();
        each.host_id = row.text();
        each.host_name = row.text();
        each.workload = row.text();
        each.kind = row.text();
        each.simulated = row.boolean();
        each.started_at = row.integer();
    }
    return runs;
}

void read_kept(SQLite::Database& db, const std::string& host_id, const places& at) {
    SQLite::Statement query(
        db, "SELECT run, document FROM predictions WHERE run IN (SELECT id " + predicted_runs + ") ORDER BY run, position");
    ask(query, host_id, host_id);
    while (query.executeStep()) {
        row_reader row(query);
        const auto found = at.find(row.integer());
        auto made = json::parse(row.text(), nullptr, false);
        if (found != at.end() && !made.is_discarded()) found->second->predictions.push_back(std::move(made));
    }
}

// Those that count: trial::counts() has the last word.
void read_times(SQLite::Database& db, const std::string& host_id, const places& at) {
    SQLite::Statement query(db,
                            "SELECT run, id, workers, repeat, time_ns, excluded FROM trials WHERE state = 2 AND warm_up = 0 "
                            "AND failed = 0 AND time_ns IS NOT NULL AND run IN (SELECT id " +
                                predicted_runs + ") ORDER BY run, position, id");
    ask(query, host_id, host_id);
    while (query.executeStep()) {
        row_reader row(query);
        const auto found = at.find(row.integer());
        trial one;
        one.id.value = row.integer();
        one.workers = row.small();
        one.repeat = row.small();
        one.state = trial_state::complete;
        one.time_ns = row.optional_integer();
        one.excluded = row.text();
        if (found != at.end() && one.counts()) found->second->trials.push_back(std::move(one));
    }
}

}  // namespace

result<std::vector<run_record>> sqlite_run_store::past_predictions(const std::string& host_id) {
    return readers_.read([&](SQLite::Database& db) -> result<std::vector<run_record>> {
        auto runs = read_predicted_runs(db, host_id);
        places at;
        for (auto& run : runs) at[run.summary.id.value] = &run;
        read_kept(db, host_id, at);
        read_times(db, host_id, at);
        return runs;
    });
}

}  // namespace sweeplab
