#include "engine/store/schema.h"

#include <fmt/format.h>

#include <SQLiteCpp/Transaction.h>

namespace sweeplab {
namespace {

// Times of day are milliseconds since the Unix epoch; *_ns are nanoseconds of the trial's own clock, from
// its start. Numbers of states, reasons and measures are those of engine/model. A run's summary is kept apart
// from its documents (host and plan as JSON), so that listing runs reads little.
// span_blocks.data and worker_intervals.data: engine/store/span_codec.h. A block holds the attempts of one
// group commit, in the order they ended; span_details holds what only few views ask for.
constexpr const char* first_schema = R"sql(
CREATE TABLE hosts (id TEXT PRIMARY KEY, name TEXT NOT NULL, profile TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL, host_id TEXT NOT NULL, host_name TEXT NOT NULL, workload TEXT NOT NULL, kind TEXT NOT NULL,
    state INTEGER NOT NULL, origin INTEGER NOT NULL, simulated INTEGER NOT NULL, starred INTEGER NOT NULL,
    started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
    workers TEXT NOT NULL, trials_planned INTEGER NOT NULL,
    notes TEXT NOT NULL,
    owner TEXT  -- the mark of the process that records it (engine/store/owner_mark.h)
) STRICT;
CREATE TABLE run_documents (
    run INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
    work_hash TEXT NOT NULL, currency TEXT NOT NULL, base_folder TEXT NOT NULL, host TEXT NOT NULL, plan TEXT
) STRICT;
CREATE TABLE run_tags (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL, tag TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE items (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE trials (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    workers INTEGER NOT NULL, repeat INTEGER NOT NULL, warm_up INTEGER NOT NULL, position INTEGER NOT NULL,
    state INTEGER NOT NULL, seed INTEGER NOT NULL, started_at INTEGER NOT NULL, time_ns INTEGER,
    slots INTEGER NOT NULL, jobs INTEGER NOT NULL, failed INTEGER NOT NULL, message TEXT NOT NULL,
    input_tokens INTEGER, output_tokens INTEGER, total_tokens INTEGER, cost REAL, result_count INTEGER
) STRICT;
CREATE INDEX trials_of_run ON trials (run, position);
CREATE INDEX trials_complete ON trials (run) WHERE state = 2 AND warm_up = 0;

CREATE TABLE span_blocks (
    id INTEGER PRIMARY KEY,
    trial INTEGER NOT NULL REFERENCES trials ON DELETE CASCADE, count INTEGER NOT NULL, data BLOB NOT NULL
) STRICT;
CREATE INDEX span_blocks_of_trial ON span_blocks (trial);
CREATE TABLE span_details (
    block INTEGER NOT NULL REFERENCES span_blocks ON DELETE CASCADE, position INTEGER NOT NULL,
    output BLOB, output_truncated INTEGER NOT NULL, error_output BLOB, error_truncated INTEGER NOT NULL, chunk_times BLOB
) STRICT;
CREATE INDEX span_details_of_block ON span_details (block);
CREATE TABLE worker_intervals (
    trial INTEGER PRIMARY KEY REFERENCES trials ON DELETE CASCADE, data BLOB NOT NULL
) STRICT;
)sql";

// The machine's conditions around a trial and what it used: engine/store/telemetry_codec.h. NULL: not measured.
constexpr const char* with_telemetry = R"sql(
ALTER TABLE trials ADD COLUMN conditions BLOB;
ALTER TABLE trials ADD COLUMN resources BLOB;
CREATE TABLE resource_samples (
    trial INTEGER PRIMARY KEY REFERENCES trials ON DELETE CASCADE, data BLOB NOT NULL
) STRICT;
)sql";

// Failed checks as a JSON list of texts, NULL: not audited; why a person took the trial out, '': nobody did.
constexpr const char* with_trust = R"sql(
ALTER TABLE trials ADD COLUMN audit_faults TEXT;
ALTER TABLE trials ADD COLUMN excluded TEXT NOT NULL DEFAULT '';
)sql";

// What an item needs first, as a JSON list of positions, NULL: nothing; and what was predicted before it was measured, as
// engine/prediction writes it.
constexpr const char* with_predictions = R"sql(
ALTER TABLE items ADD COLUMN depends_on TEXT;
CREATE TABLE predictions (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, position INTEGER NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
)sql";

// What a scaling policy decided, as a JSON list (engine/model/scaling_decision.h). NULL: nothing.
constexpr const char* with_decisions = R"sql(
ALTER TABLE trials ADD COLUMN decisions TEXT;
)sql";

// What a soak saw, a row for each sample: engine/store/soak_rows.h.
constexpr const char* with_soaks = R"sql(
CREATE TABLE soak_samples (
    trial INTEGER NOT NULL REFERENCES trials ON DELETE CASCADE, at_ns INTEGER NOT NULL, data BLOB NOT NULL
) STRICT;
CREATE INDEX soak_samples_of_trial ON soak_samples (trial, at_ns);
)sql";

// When a person threw the run away, 0: it is there. It can be taken back until it is removed for good.
constexpr const char* with_bin = R"sql(
ALTER TABLE runs ADD COLUMN discarded_at INTEGER NOT NULL DEFAULT 0;
)sql";

constexpr migration ladder_of_versions[] = {
    {1, first_schema}, {2, with_telemetry}, {3, with_trust}, {4, with_predictions}, {5, with_decisions}, {6, with_soaks}, {7, with_bin},
};

std::int64_t user_version(SQLite::Database& db) { return db.execAndGet("PRAGMA user_version").getInt64(); }

// The file's version is read inside the transaction: another Sweeplab may be climbing at the same time.
result<void> climb(SQLite::Database& db, std::span<const migration> ladder, const std::filesystem::path& file) {
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t version = user_version(db);
    if (version > ladder.back().version) return tl::unexpected(newer_schema_error(file, version, ladder.back().version));
    for (const migration& rung : ladder)
        if (rung.version > version) db.exec(rung.sql);
    db.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", database_application_id,
                        ladder.back().version));
    transaction.commit();
    return {};
}

}  // namespace

std::span<const migration> migrations() { return ladder_of_versions; }

int newest_schema_version() { return migrations().back().version; }

result<void> migrate(connection& link, std::span<const migration> ladder) {
    return link.guarded([&](SQLite::Database& db) -> result<void> {
        const std::int64_t version = user_version(db);
        if (version == ladder.back().version) return {};
        if (version > ladder.back().version)
            return tl::unexpected(newer_schema_error(link.file(), version, ladder.back().version));
        return climb(db, ladder, link.file());
    });
}

error newer_schema_error(const std::filesystem::path& file, std::int64_t found, int known) {
    return {error_kind::refused,
            fmt::format("this database was written by a newer Sweeplab (its version is {}, this program knows up to {})",
                        found, known),
            file.string(),
            "Install that Sweeplab, or choose another database with --db or SWEEPLAB_DB. The file was not changed."};
}

}  // namespace sweeplab
