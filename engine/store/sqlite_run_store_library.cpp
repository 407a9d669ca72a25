// The library side of the store: listing, loading and changing runs.
#include <utility>

#include <fmt/format.h>

#include "engine/store/soak_rows.h"
#include "engine/store/span_rows.h"
#include "engine/store/sql_values.h"
#include "engine/store/sqlite_run_store.h"
#include "engine/store/trial_rows.h"

namespace sweeplab {
namespace {

tl::unexpected<error> damaged_attempts(trial_id id, const std::filesystem::path& file) {
    return fail(error_kind::io, fmt::format("the attempts of trial {} are damaged", id.value), file.string(),
                "Keep a copy of the file and put a backup in its place.");
}

// Loads attempts, intervals and samples of a trial whose row is known.
result<void> fill_trial(SQLite::Database& db, trial& each, span_reader& spans, const std::filesystem::path& file) {
    if (spans.read(each.id, each.attempts) && read_intervals(db, each.id, each.intervals) &&
        read_samples(db, each.id, each.samples) && read_soak_samples(db, each.id, each.soak))
        return {};
    return damaged_attempts(each.id, file);
}

}  // namespace

bool sqlite_run_store::being_recorded(run_id run, const std::optional<std::string>& owner) {
    if (!owner) return false;
    {
        const std::lock_guard lock(mutex_);
        if (mark_ && mark_->token() == *owner) return !let_go_.contains(run);
    }
    return owner_lives(file_, *owner);
}

run_summary sqlite_run_store::as_seen_now(owned_summary found) {
    if (found.summary.state == run_state::running && !being_recorded(found.summary.id, found.owner))
        found.summary.state = run_state::interrupted;
    return std::move(found.summary);
}

// Inside the writer's transaction, so that two who want to resume the same run cannot both do it.
result<void> sqlite_run_store::check_free(SQLite::Database& db, run_id run, const std::string& to_do) {
    auto found = read_summary(db, run);
    if (!found) return no_such_run(run);
    if (as_seen_now(std::move(*found)).state != run_state::running) return {};
    return fail(error_kind::busy, fmt::format("run {} is being recorded, so it cannot be {}", run.value, to_do),
                file_.string(), "Stop that sweep first, or wait until it is done.");
}

result<std::vector<run_summary>> sqlite_run_store::list_runs() {
    return readers_.read([this](SQLite::Database& db) -> result<std::vector<run_summary>> {
        std::vector<run_summary> runs;
        for (owned_summary& each : read_summaries(db)) runs.push_back(as_seen_now(std::move(each)));
        return runs;
    });
}

result<run_record> sqlite_run_store::load_run(run_id run, load_detail detail) {
    return readers_.read([&](SQLite::Database& db) { return read_run(db, run, detail); });
}

result<run_record> sqlite_run_store::read_run(SQLite::Database& db, run_id run, load_detail detail) {
    auto found = read_summary(db, run);
    if (!found) return no_such_run(run);
    run_record record;
    record.summary = as_seen_now(std::move(*found));
    if (const auto read = read_documents(db, record); !read) return tl::unexpected(read.error());
    if (detail == load_detail::summary) return record;
    record.items = read_items(db, run);
    record.trials = read_trials(db, run);
    record.predictions = read_predictions(db, run);
    if (detail == load_detail::trials) return record;
    span_reader spans(db, detail == load_detail::everything);
    for (trial& each : record.trials)
        if (const auto filled = fill_trial(db, each, spans, file_); !filled) return tl::unexpected(filled.error());
    return record;
}

result<trial> sqlite_run_store::load_trial(trial_id id, load_detail detail) {
    return readers_.read([&](SQLite::Database& db) -> result<trial> {
        auto found = read_trial_row(db, id);
        if (found.empty()) return no_such_trial(id);
        if (detail == load_detail::summary || detail == load_detail::trials) return std::move(found.front());
        span_reader spans(db, detail == load_detail::everything);
        if (const auto filled = fill_trial(db, found.front(), spans, file_); !filled) return tl::unexpected(filled.error());
        return std::move(found.front());
    });
}

result<attempt> sqlite_run_store::load_attempt(trial_id id, std::int32_t item, std::int32_t number) {
    return readers_.read([&](SQLite::Database& db) -> result<attempt> {
        std::optional<attempt> found;
        if (!span_reader(db, true).read_one(id, item, number, found)) return damaged_attempts(id, file_);
        if (!found) return no_such_attempt(id, item, number);
        return std::move(*found);
    });
}

result<void> sqlite_run_store::delete_run(run_id run) {
    return writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        if (const auto unheld = check_free(db, run, "deleted"); !unheld) return unheld;
        SQLite::Statement remove(db, "DELETE FROM runs WHERE id = ?");
        execute(remove, run.value);
        return {};
    });
}

result<void> sqlite_run_store::discard_run(run_id run) {
    return writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        if (const auto unheld = check_free(db, run, "deleted"); !unheld) return unheld;
        SQLite::Statement discard(db, "UPDATE runs SET discarded_at = ? WHERE id = ?");
        execute(discard, wall_clock_now(), run.value);
        return {};
    });
}

result<void> sqlite_run_store::restore_run(run_id run) {
    return writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        SQLite::Statement restore(db, "UPDATE runs SET discarded_at = 0 WHERE id = ?");
        if (execute(restore, run.value) == 0) return no_such_run(run);
        return {};
    });
}

void sqlite_run_store::empty_bin(unix_ms before) {
    const auto some_wait = readers_.read([before](SQLite::Database& db) -> result<bool> {
        SQLite::Statement query(db, "SELECT 1 FROM runs WHERE discarded_at > 0 AND discarded_at < ? LIMIT 1");
        ask(query, before);
        return query.executeStep();
    });
    if (!some_wait || !*some_wait) return;  // opening a library waits for no disk
    (void)writer_->perform(durability::against_kill, [before](SQLite::Database& db) -> result<void> {
        SQLite::Statement remove(db, "DELETE FROM runs WHERE discarded_at > 0 AND discarded_at < ?");
        execute(remove, before);
        return {};
    });
}

template <class Value>
result<void> sqlite_run_store::change_run(run_id run, const char* update, const Value& value) {
    return writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        SQLite::Statement statement(db, update);
        if (execute(statement, value, run.value) == 0) return no_such_run(run);
        return {};
    });
}

result<void> sqlite_run_store::rename_run(run_id run, std::string name) {
    return change_run(run, "UPDATE runs SET name = ? WHERE id = ?", name);
}

result<void> sqlite_run_store::set_notes(run_id run, std::string notes) {
    return change_run(run, "UPDATE runs SET notes = ? WHERE id = ?", notes);
}

result<void> sqlite_run_store::set_starred(run_id run, bool starred) {
    return change_run(run, "UPDATE runs SET starred = ? WHERE id = ?", starred);
}

result<void> sqlite_run_store::change_trial(trial_id id, const char* update, const std::string& value) {
    return writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        SQLite::Statement statement(db, update);
        if (execute(statement, value, id.value) == 0) return no_such_trial(id);
        return {};
    });
}

result<void> sqlite_run_store::set_audit(trial_id id, const std::vector<std::string>& faults) {
    return change_trial(id, "UPDATE trials SET audit_faults = ? WHERE id = ?", faults_to_column(faults));
}

result<void> sqlite_run_store::exclude_trial(trial_id id, const std::string& reason) {
    return change_trial(id, "UPDATE trials SET excluded = ? WHERE id = ?", reason);
}

result<void> sqlite_run_store::add_predictions(run_id run, const json& predictions) {
    return writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        if (!read_summary(db, run)) return no_such_run(run);
        insert_predictions(db, run, predictions);
        return {};
    });
}

result<void> sqlite_run_store::set_tags(run_id run, std::vector<std::string> tags) {
    return writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        if (!read_summary(db, run)) return no_such_run(run);
        replace_tags(db, run, tags);
        return {};
    });
}

}  // namespace sweeplab
