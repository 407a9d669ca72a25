#include "engine/store/trial_rows.h"

#include "engine/foundation/json_reader.h"

#include "engine/store/span_codec.h"
#include "engine/store/sql_values.h"
#include "engine/store/telemetry_codec.h"

namespace sweeplab {
namespace {

constexpr const char* select_trials =
    "SELECT id, workers, repeat, warm_up, position, state, seed, started_at, time_ns, slots, jobs, failed, message, "
    "input_tokens, output_tokens, total_tokens, cost, result_count, conditions, resources, "
    "audit_faults, excluded, decisions FROM trials ";

std::optional<std::vector<std::string>> faults_from(const std::string& text) {
    const auto list = parse_json(text, "audit_faults");
    if (!list || !list->is_array()) return std::nullopt;
    std::vector<std::string> faults;
    for (const auto& one : *list)
        if (one.is_string()) faults.push_back(one.get<std::string>());
    return faults;
}

std::vector<scaling_decision> decisions_from(const std::string& text) {
    const auto list = parse_json(text, "decisions");
    if (!list || !list->is_array()) return {};
    std::vector<scaling_decision> decisions;
    for (const auto& one : *list)
        if (auto read = read_scaling_decision(one, {})) decisions.push_back(std::move(*read));
    return decisions;
}

std::optional<std::string> text_of(const std::vector<scaling_decision>& decisions) {
    if (decisions.empty()) return std::nullopt;
    json list = json::array();
    for (const auto& one : decisions) list.push_back(to_json(one));
    return list.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<std::string> text_of(const std::optional<std::vector<std::string>>& faults) {
    return faults ? std::optional(faults_to_column(*faults)) : std::nullopt;
}

trial read_row(SQLite::Statement& query) {
    row_reader row(query);
    trial each;
    each.id = trial_id{row.integer()};
    each.workers = row.small();
    each.repeat = row.small();
    each.warm_up = row.boolean();
    each.position = row.small();
    each.state = row.one_of<trial_state>();
    each.seed = static_cast<std::uint64_t>(row.integer());
    each.started_at = row.integer();
    each.time_ns = row.optional_integer();
    each.slots = row.small();
    each.jobs = row.small();
    each.failed = row.small();
    each.message = row.text();
    each.input_tokens = row.optional_integer();
    each.output_tokens = row.optional_integer();
    each.total_tokens = row.optional_integer();
    each.cost = row.optional_real();
    each.result_count = row.optional_integer();
    // What is damaged reads as not measured: it must not keep the times from being read.
    if (const auto packed = row.bytes(); !packed.empty() && !unpack_conditions(packed, each.conditions))
        each.conditions = {};
    if (const auto packed = row.bytes(); !packed.empty() && !unpack_resources(packed, each.resources)) each.resources = {};
    if (const auto faults = row.optional_text()) each.audit_faults = faults_from(*faults);
    each.excluded = row.text();
    if (const auto decisions = row.optional_text()) each.decisions = decisions_from(*decisions);
    return each;
}

// What a trial's telemetry columns hold; empty: NULL.
struct packed_telemetry {
    explicit packed_telemetry(const trial& each)
        : conditions_(each.conditions.empty() ? std::string{} : pack_conditions(each.conditions)),
          resources_(each.resources.samples == 0 ? std::string{} : pack_resources(each.resources)) {}

    std::optional<kept_bytes> conditions() const { return unless_empty(conditions_); }
    std::optional<kept_bytes> resources() const { return unless_empty(resources_); }

private:
    static std::optional<kept_bytes> unless_empty(const std::string& bytes) {
        return bytes.empty() ? std::nullopt : std::optional(kept_bytes{bytes});
    }

    std::string conditions_;
    std::string resources_;
};

std::vector<trial> read_rows(SQLite::Statement& query) {
    std::vector<trial> trials;
    while (query.executeStep()) trials.push_back(read_row(query));
    return trials;
}

}  // namespace

std::string faults_to_column(const std::vector<std::string>& faults) {
    return json(faults).dump(-1, ' ', false, json::error_handler_t::replace);
}

trial_writer::trial_writer(SQLite::Database& db)
    : db_(db),
      insert_(
          db,
          "INSERT INTO trials (run, workers, repeat, warm_up, position, state, seed, started_at, time_ns, slots, jobs, "
          "failed, message, input_tokens, output_tokens, total_tokens, cost, result_count, conditions, resources, "
          "audit_faults, excluded, decisions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      intervals_(db, "INSERT OR REPLACE INTO worker_intervals (trial, data) VALUES (?, ?)"),
      samples_(db, "INSERT OR REPLACE INTO resource_samples (trial, data) VALUES (?, ?)") {}

trial_id trial_writer::insert(run_id run, const trial& each, trial_state state) {
    const packed_telemetry telemetry(each);
    execute(insert_, run.value, each.workers, each.repeat, each.warm_up, each.position, static_cast<int>(state), each.seed,
            each.started_at, each.time_ns, each.slots, each.jobs, each.failed, each.message, each.input_tokens,
            each.output_tokens, each.total_tokens, each.cost, each.result_count, telemetry.conditions(),
            telemetry.resources(), text_of(each.audit_faults), each.excluded, text_of(each.decisions));
    return trial_id{db_.getLastInsertRowid()};
}

void trial_writer::insert_intervals(trial_id id, const std::vector<worker_interval>& intervals) {
    if (intervals.empty()) return;
    const std::string packed = pack_intervals(intervals);
    execute(intervals_, id.value, kept_bytes{packed});
}

void trial_writer::insert_samples(trial_id id, const std::vector<resource_sample>& samples) {
    if (samples.empty()) return;
    const std::string packed = pack_samples(samples);
    execute(samples_, id.value, kept_bytes{packed});
}

bool update_trial(SQLite::Database& db, trial_id id, const trial& each) {
    SQLite::Statement update(db,
                             "UPDATE trials SET workers = ?, repeat = ?, warm_up = ?, position = ?, state = ?, seed = ?, "
                             "started_at = ?, time_ns = ?, slots = ?, jobs = ?, failed = ?, message = ?, input_tokens = ?, "
                             "output_tokens = ?, total_tokens = ?, cost = ?, result_count = ?, conditions = ?, "
                             "resources = ?, audit_faults = ?, excluded = ?, decisions = ? WHERE id = ?");
    const packed_telemetry telemetry(each);
    return execute(update, each.workers, each.repeat, each.warm_up, each.position, static_cast<int>(each.state), each.seed,
                   each.started_at, each.time_ns, each.slots, each.jobs, each.failed, each.message, each.input_tokens,
                   each.output_tokens, each.total_tokens, each.cost, each.result_count, telemetry.conditions(),
                   telemetry.resources(), text_of(each.audit_faults), each.excluded, text_of(each.decisions), id.value) == 1;
}

std::vector<trial> read_trials(SQLite::Database& db, run_id run) {
    SQLite::Statement query(db, std::string(select_trials) + "WHERE run = ? ORDER BY position, id");
    ask(query, run.value);
    return read_rows(query);
}

std::vector<trial> read_trial_row(SQLite::Database& db, trial_id id) {
    SQLite::Statement query(db, std::string(select_trials) + "WHERE id = ?");
    ask(query, id.value);
    return read_rows(query);
}

bool read_intervals(SQLite::Database& db, trial_id id, std::vector<worker_interval>& intervals) {
    SQLite::Statement query(db, "SELECT data FROM worker_intervals WHERE trial = ?");
    ask(query, id.value);
    return !query.executeStep() || unpack_intervals(row_reader(query).bytes(), intervals);
}

bool read_samples(SQLite::Database& db, trial_id id, std::vector<resource_sample>& samples) {
    SQLite::Statement query(db, "SELECT data FROM resource_samples WHERE trial = ?");
    ask(query, id.value);
    return !query.executeStep() || unpack_samples(row_reader(query).bytes(), samples);
}

}  // namespace sweeplab
