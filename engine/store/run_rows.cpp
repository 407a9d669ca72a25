#include "engine/store/run_rows.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/store/sql_values.h"

namespace sweeplab {
namespace {

const std::string select_summaries =
    "SELECT id, name, host_id, host_name, workload, kind, state, origin, simulated, starred, started_at, ended_at, "
    "workers, trials_planned, (SELECT count(*) FROM trials WHERE run = runs.id AND state = 2 AND warm_up = 0), notes, owner "
    "FROM runs ";

std::vector<int> worker_counts(const std::string& text) {
    std::vector<int> counts;
    if (text.empty()) return counts;
    for (const std::string_view part : split(text, ',')) {
        int count = 0;
        std::from_chars(part.data(), part.data() + part.size(), count);
        counts.push_back(count);
    }
    return counts;
}

owned_summary read_row(SQLite::Statement& query) {
    row_reader row(query);
    owned_summary found;
    run_summary& each = found.summary;
    each.id = run_id{row.integer()};
    each.name = row.text();
    each.host_id = row.text();
    each.host_name = row.text();
    each.workload = row.text();
    each.kind = row.text();
    each.state = row.one_of<run_state>();
    each.origin = row.one_of<run_origin>();
    each.simulated = row.boolean();
    each.starred = row.boolean();
    each.started_at = row.integer();
    each.ended_at = row.integer();
    each.workers = worker_counts(row.text());
    each.trials_planned = row.small();
    each.trials_complete = row.small();
    each.notes = row.text();
    found.owner = row.optional_text();
    return found;
}

void insert_items(SQLite::Database& db, run_id run, const item_list& items) {
    SQLite::Statement insert(db, "INSERT INTO items (run, position, name, text, depends_on) VALUES (?, ?, ?, ?, ?)");
    for (std::size_t position = 0; position < items.size(); ++position) {
        const auto& needs = items[position].depends_on;
        execute(insert, run.value, position, items[position].name, items[position].text,
                needs.empty() ? std::nullopt : std::optional(json(needs).dump()));
    }
}

void insert_documents(SQLite::Database& db, run_id run, const run_record& record, const run_documents& documents) {
    SQLite::Statement insert(db,
                             "INSERT INTO run_documents (run, work_hash, currency, base_folder, host, plan) "
                             "VALUES (?, ?, ?, ?, ?, ?)");
    execute(insert, run.value, record.work_hash, record.currency, record.base_folder, documents.host, documents.plan);
}

// A host that cannot be read back must not keep its run from being read: name and id are known anyway.
host_profile read_host(const std::string& text, const run_summary& summary) {
    const auto value = parse_json(text, "host");
    if (value)
        if (auto host = read_host_profile(*value, "")) return std::move(*host);
    host_profile host;
    host.id = summary.host_id;
    host.name = summary.host_name;
    return host;
}

}  // namespace

std::string stored_json(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

run_documents run_documents::of(const run_record& record) {
    run_documents made;
    made.host = stored_json(to_json(record.host));
    if (!record.plan.is_null()) made.plan = stored_json(record.plan);
    return made;
}

run_id insert_run(SQLite::Database& db, const run_record& record, const run_documents& documents, run_state state,
                  const std::optional<std::string>& owner) {
    const run_summary& each = record.summary;
    SQLite::Statement insert(
        db,
        "INSERT INTO runs (name, host_id, host_name, workload, kind, state, origin, simulated, starred, "
        "started_at, ended_at, workers, trials_planned, notes, owner) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    execute(insert, each.name, each.host_id, each.host_name, each.workload, each.kind, static_cast<int>(state),
            static_cast<int>(each.origin), each.simulated, each.starred, each.started_at, each.ended_at,
            fmt::format("{}", fmt::join(each.workers, ",")), each.trials_planned, each.notes, owner);
    const run_id run{db.getLastInsertRowid()};
    insert_documents(db, run, record, documents);
    insert_items(db, run, record.items);
    insert_predictions(db, run, record.predictions);
    replace_tags(db, run, each.tags);
    return run;
}

void replace_tags(SQLite::Database& db, run_id run, const std::vector<std::string>& tags) {
    SQLite::Statement remove(db, "DELETE FROM run_tags WHERE run = ?");
    execute(remove, run.value);
    SQLite::Statement insert(db, "INSERT INTO run_tags (run, position, tag) VALUES (?, ?, ?)");
    for (auto tag = tags.begin(); tag != tags.end(); ++tag)
        if (std::find(tags.begin(), tag, *tag) == tag) execute(insert, run.value, tag - tags.begin(), *tag);
}

std::vector<owned_summary> read_summaries(SQLite::Database& db) {
    std::vector<owned_summary> runs;
    std::unordered_map<std::int64_t, std::size_t> place_of;
    SQLite::Statement query(db, select_summaries + "WHERE discarded_at = 0 ORDER BY started_at DESC, id DESC");
    while (query.executeStep()) {
        runs.push_back(read_row(query));
        place_of[runs.back().summary.id.value] = runs.size() - 1;
    }
    SQLite::Statement tags(db, "SELECT run, tag FROM run_tags ORDER BY run, position");
    while (tags.executeStep()) {
        row_reader row(tags);
        const auto place = place_of.find(row.integer());
        if (place != place_of.end()) runs[place->second].summary.tags.push_back(row.text());
    }
    return runs;
}

std::optional<owned_summary> read_summary(SQLite::Database& db, run_id run) {
    SQLite::Statement query(db, select_summaries + "WHERE id = ? AND discarded_at = 0");
    ask(query, run.value);
    if (!query.executeStep()) return std::nullopt;
    owned_summary found = read_row(query);
    SQLite::Statement tags(db, "SELECT tag FROM run_tags WHERE run = ? ORDER BY position");
    ask(tags, run.value);
    while (tags.executeStep()) found.summary.tags.push_back(row_reader(tags).text());
    return found;
}

result<void> read_documents(SQLite::Database& db, run_record& record) {
    SQLite::Statement query(db, "SELECT work_hash, currency, base_folder, host, plan FROM run_documents WHERE run = ?");
    ask(query, record.summary.id.value);
    if (!query.executeStep()) return {};
    row_reader row(query);
    record.work_hash = row.text();
    record.currency = row.text();
    record.base_folder = row.text();
    record.host = read_host(row.text(), record.summary);
    const auto plan_text = row.optional_text();
    if (!plan_text) return {};
    auto plan = parse_json(*plan_text, fmt::format("the stored plan of run {}", record.summary.id.value));
    if (!plan) return tl::unexpected(plan.error());
    record.plan = std::move(*plan);
    return {};
}

item_list read_items(SQLite::Database& db, run_id run) {
    item_list items;
    SQLite::Statement query(db, "SELECT name, text, depends_on FROM items WHERE run = ? ORDER BY position");
    ask(query, run.value);
    while (query.executeStep()) {
        row_reader row(query);
        item each;
        each.name = row.text();
        each.text = row.text();
        if (const auto needs = row.optional_text())
            for (const auto& place : json::parse(*needs, nullptr, false))
                if (place.is_number_integer()) each.depends_on.push_back(place.get<int>());
        items.push_back(std::move(each));
    }
    return items;
}

void insert_predictions(SQLite::Database& db, run_id run, const json& predictions) {
    SQLite::Statement next(db, "SELECT coalesce(max(position) + 1, 0) FROM predictions WHERE run = ?");
    ask(next, run.value);
    next.executeStep();
    std::int64_t position = next.getColumn(0).getInt64();
    SQLite::Statement insert(db, "INSERT INTO predictions (run, position, document) VALUES (?, ?, ?)");
    for (const auto& made : predictions) execute(insert, run.value, position++, stored_json(made));
}

json read_predictions(SQLite::Database& db, run_id run) {
    json predictions = json::array();
    SQLite::Statement query(db, "SELECT document FROM predictions WHERE run = ? ORDER BY position");
    ask(query, run.value);
    while (query.executeStep()) {
        auto made = json::parse(row_reader(query).text(), nullptr, false);
        if (!made.is_discarded()) predictions.push_back(std::move(made));
    }
    return predictions;
}

tl::unexpected<error> no_such_run(run_id run) {
    return fail(error_kind::not_found, fmt::format("there is no run {}", run.value), "",
                "`sweeplab-cli list` shows the runs.");
}

tl::unexpected<error> no_such_trial(trial_id id) {
    return fail(error_kind::not_found, fmt::format("there is no trial {}", id.value));
}

}  // namespace sweeplab
