// The recording side of the store: opening and closing runs, and taking in whole ones.
#include "engine/store/sqlite_run_store.h"

#include <utility>

#include <fmt/format.h>

#include "engine/store/soak_rows.h"
#include "engine/store/span_rows.h"
#include "engine/store/sql_values.h"
#include "engine/store/stored_trial_recorder.h"
#include "engine/store/trial_rows.h"

namespace sweeplab {
namespace {

void insert_whole_trial(trial_writer& trials, span_writer& spans, soak_writer& soaks, run_id run, const trial& each) {
    const trial_id id = trials.insert(run, each, each.state);
    trials.insert_intervals(id, each.intervals);
    trials.insert_samples(id, each.samples);
    for (const auto& sample : each.soak) soaks.add(id, sample);
    for (const attempt& span : each.attempts) spans.add(id, span);
    spans.end_block();
}

}  // namespace

sqlite_run_store::sqlite_run_store(std::unique_ptr<connection> link, const store_options& options)
    : file_(link->file()),
      writer_(std::make_shared<store_writer>(std::move(link), options.group_commit)),
      readers_(file_, options.busy_timeout) {}

sqlite_run_store::~sqlite_run_store() {
    readers_.close();
    writer_->close();
}

result<std::string> sqlite_run_store::own_token() {
    const std::lock_guard lock(mutex_);
    if (!mark_) {
        auto made = owner_mark::create(file_);
        if (!made) return tl::unexpected(made.error());
        mark_ = std::move(*made);
    }
    return mark_->token();
}

result<run_id> sqlite_run_store::begin_run(const run_record& record) {
    const auto token = own_token();
    if (!token) return tl::unexpected(token.error());
    const auto documents = run_documents::of(record);
    run_id run;
    const auto stored = writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        run = insert_run(db, record, documents, run_state::running, *token);
        return {};
    });
    if (!stored) return tl::unexpected(stored.error());
    writer_->forget_failures();
    return run;
}

result<std::unique_ptr<trial_recorder>> sqlite_run_store::begin_trial(run_id run, trial& summary) {
    const auto stored = writer_->perform(durability::against_kill, [&](SQLite::Database& db) -> result<void> {
        if (!read_summary(db, run)) return no_such_run(run);
        summary.id = trial_writer(db).insert(run, summary, trial_state::interrupted);
        return {};
    });
    if (!stored) return tl::unexpected(stored.error());
    return std::make_unique<stored_trial_recorder>(writer_, summary.id);
}

result<void> sqlite_run_store::extend_run(run_id run, const std::vector<int>& workers, int trials_planned) {
    return writer_->perform(durability::against_kill, [&](SQLite::Database& db) -> result<void> {
        SQLite::Statement update(db, "UPDATE runs SET workers = ?, trials_planned = ? WHERE id = ?");
        if (execute(update, fmt::format("{}", fmt::join(workers, ",")), trials_planned, run.value) == 0)
            return no_such_run(run);
        return {};
    });
}

result<void> sqlite_run_store::end_run(run_id run, run_state state, std::optional<int> trials_planned) {
    const auto stored = writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        SQLite::Statement update(db,
                                 "UPDATE runs SET state = ?, ended_at = ?, owner = NULL, "
                                 "trials_planned = ifnull(?, trials_planned) WHERE id = ?");
        if (execute(update, static_cast<int>(state), wall_clock_now(), trials_planned, run.value) == 0)
            return no_such_run(run);
        return {};
    });
    if (stored) return stored;
    const std::lock_guard lock(mutex_);
    let_go_.insert(run);
    return stored;
}

result<void> sqlite_run_store::reopen_run(run_id run) {
    const auto token = own_token();
    if (!token) return tl::unexpected(token.error());
    const auto stored = writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        if (const auto unheld = check_free(db, run, "resumed"); !unheld) return unheld;
        SQLite::Statement update(db, "UPDATE runs SET state = ?, ended_at = 0, owner = ? WHERE id = ?");
        execute(update, static_cast<int>(run_state::running), *token, run.value);
        return {};
    });
    if (!stored) return stored;
    writer_->forget_failures();
    const std::lock_guard lock(mutex_);
    let_go_.erase(run);
    return {};
}

result<std::vector<run_id>> sqlite_run_store::add_runs(std::span<const run_record> records) {
    std::vector<run_documents> documents;
    for (const auto& record : records) documents.push_back(run_documents::of(record));
    std::vector<run_id> runs;
    const auto stored = writer_->perform(durability::against_power_cut, [&](SQLite::Database& db) -> result<void> {
        trial_writer trials(db);
        span_writer spans(db);
        soak_writer soaks(db);
        for (std::size_t i = 0; i < records.size(); ++i) {
            runs.push_back(insert_run(db, records[i], documents[i], records[i].summary.state, std::nullopt));
            for (const trial& each : records[i].trials) insert_whole_trial(trials, spans, soaks, runs.back(), each);
        }
        return {};
    });
    if (!stored) return tl::unexpected(stored.error());
    return runs;
}

result<void> sqlite_run_store::flush() {
    const auto reached = writer_->perform(durability::against_kill, [](SQLite::Database&) -> result<void> { return {}; });
    return reached ? writer_->health() : reached;
}

}  // namespace sweeplab
