// The run store on SQLite: one writer, a pool of readers, and the mark that says which runs this process
// records.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/store/owner_mark.h"
#include "engine/store/reader_pool.h"
#include "engine/store/run_rows.h"
#include "engine/store/run_store.h"
#include "engine/store/store_writer.h"

namespace sweeplab {

class sqlite_run_store final : public run_store {
public:
    // `link` may write and its schema is up to date.
    sqlite_run_store(std::unique_ptr<connection> link, const store_options& options);
    ~sqlite_run_store() override;

    result<run_id> begin_run(const run_record& record) override;
    result<std::unique_ptr<trial_recorder>> begin_trial(run_id run, trial& summary) override;
    result<void> extend_run(run_id run, const std::vector<int>& workers, int trials_planned) override;
    result<void> end_run(run_id run, run_state state, std::optional<int> trials_planned) override;
    result<void> reopen_run(run_id run) override;
    result<std::vector<run_id>> add_runs(std::span<const run_record> records) override;
    result<void> writer_health() override { return writer_->health(); }
    result<void> flush() override;

    result<std::vector<run_summary>> list_runs() override;
    result<run_record> load_run(run_id run, load_detail detail) override;
    result<trial> load_trial(trial_id id, load_detail detail) override;
    result<attempt> load_attempt(trial_id id, std::int32_t item, std::int32_t number) override;
    result<std::vector<run_record>> past_predictions(const std::string& host_id) override;
    result<void> set_audit(trial_id id, const std::vector<std::string>& faults) override;
    result<void> exclude_trial(trial_id id, const std::string& reason) override;
    result<void> add_predictions(run_id run, const json& predictions) override;
    result<void> delete_run(run_id run) override;
    result<void> discard_run(run_id run) override;
    result<void> restore_run(run_id run) override;
    result<void> rename_run(run_id run, std::string name) override;
    result<void> set_notes(run_id run, std::string notes) override;
    result<void> set_tags(run_id run, std::vector<std::string> tags) override;
    result<void> set_starred(run_id run, bool starred) override;

    result<std::vector<host_profile>> list_hosts() override;
    result<void> save_host(const host_profile& host) override;
    result<void> delete_host(const std::string& id) override;

    const std::filesystem::path& file() const override { return file_; }

    // Removes for good what was thrown away before `before`. Failing is no harm: the next opening tries again.
    void empty_bin(unix_ms before);

private:
    result<std::string> own_token();
    result<void> check_free(SQLite::Database& db, run_id run, const std::string& to_do);
    bool being_recorded(run_id run, const std::optional<std::string>& owner);
    run_summary as_seen_now(owned_summary found);
    result<run_record> read_run(SQLite::Database& db, run_id run, load_detail detail);
    result<void> change_trial(trial_id id, const char* update, const std::string& value);
    template <class Value>
    result<void> change_run(run_id run, const char* update, const Value& value);

    const std::filesystem::path file_;
    const std::shared_ptr<store_writer> writer_;
    reader_pool readers_;
    std::mutex mutex_;
    std::unique_ptr<owner_mark> mark_;  // made with the first run that is recorded
    std::set<run_id> let_go_;           // runs of this store whose end could not be written down
};

}  // namespace sweeplab
