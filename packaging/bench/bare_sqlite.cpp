#include "packaging/bench/bare_sqlite.h"

#include <sqlite3.h>

#include <array>
#include <memory>

#include "engine/foundation/clock.h"
#include "engine/foundation/error.h"

namespace sweeplab::bench {
namespace {

constexpr int rows_in_a_transaction = 1000;
constexpr int plain_columns = 11;
// The measures of an llm attempt; all that the bench's spans hold.
constexpr std::array measured{measure::input_tokens,   measure::output_tokens,    measure::total_tokens,
                              measure::due_at,         measure::sent_at,          measure::first_byte_at,
                              measure::first_event_at, measure::first_content_at, measure::last_content_at,
                              measure::closed_at,      measure::chunk_count,      measure::http_status};

constexpr const char* schema =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
    "CREATE TABLE attempts (trial INTEGER, item INTEGER, number INTEGER, worker INTEGER, state INTEGER, reason INTEGER,"
    " claimed INTEGER, start INTEGER, end INTEGER, released INTEGER, message TEXT,"
    " m0 INTEGER, m1 INTEGER, m2 INTEGER, m3 INTEGER, m4 INTEGER, m5 INTEGER, m6 INTEGER, m7 INTEGER, m8 INTEGER, m9 "
    "INTEGER,"
    " m10 INTEGER, m11 INTEGER);"
    "CREATE INDEX attempts_of_trial ON attempts (trial);";

struct closer {
    void operator()(sqlite3* db) const { ::sqlite3_close(db); }
    void operator()(sqlite3_stmt* statement) const { ::sqlite3_finalize(statement); }
};
using database = std::unique_ptr<sqlite3, closer>;
using statement = std::unique_ptr<sqlite3_stmt, closer>;

statement prepare(const database& db, const std::string& sql) {
    sqlite3_stmt* prepared = nullptr;
    ::sqlite3_prepare_v2(db.get(), sql.c_str(), -1, &prepared, nullptr);
    return statement(prepared);
}

void insert(sqlite3_stmt* row, const attempt& span) {
    int column = 0;
    const auto bind = [&](std::int64_t value) { ::sqlite3_bind_int64(row, ++column, value); };
    bind(1);
    for (const std::int64_t value : {span.item, span.number, span.worker}) bind(value);
    bind(static_cast<std::int64_t>(span.state));
    bind(static_cast<std::int64_t>(span.reason));
    for (const auto value : {span.claimed_ns, span.start_ns, span.end_ns, span.released_ns}) bind(value);
    ::sqlite3_bind_text(row, ++column, span.message.data(), static_cast<int>(span.message.size()), SQLITE_STATIC);
    for (const auto which : measured) {
        ++column;
        if (const auto value = span.measured.get(which)) ::sqlite3_bind_int64(row, column, *value);
        else ::sqlite3_bind_null(row, column);
    }
    ::sqlite3_step(row);
    ::sqlite3_reset(row);
}

attempt read(sqlite3_stmt* row) {
    attempt span;
    int column = 1;
    const auto next = [&] { return ::sqlite3_column_int64(row, column++); };
    span.item = static_cast<std::int32_t>(next());
    span.number = static_cast<std::int32_t>(next());
    span.worker = static_cast<std::int32_t>(next());
    span.state = static_cast<attempt_state>(next());
    span.reason = static_cast<failure_reason>(next());
    span.claimed_ns = next();
    span.start_ns = next();
    span.end_ns = next();
    span.released_ns = next();
    if (const auto* text = ::sqlite3_column_text(row, column++)) span.message = reinterpret_cast<const char*>(text);
    for (std::size_t i = 0; i < measured.size(); ++i) {
        const int at = plain_columns + static_cast<int>(i);
        if (::sqlite3_column_type(row, at) != SQLITE_NULL) span.measured.set(measured[i], ::sqlite3_column_int64(row, at));
    }
    return span;
}

void store(const database& db, const std::vector<attempt>& spans) {
    std::string sql = "INSERT INTO attempts VALUES (?";
    for (std::size_t i = 1; i < plain_columns + measured.size(); ++i) sql += ",?";
    const auto row = prepare(db, sql + ")");
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (i % rows_in_a_transaction == 0)
            ::sqlite3_exec(db.get(), i == 0 ? "BEGIN" : "COMMIT; BEGIN", nullptr, nullptr, nullptr);
        insert(row.get(), spans[i]);
    }
    ::sqlite3_exec(db.get(), "COMMIT", nullptr, nullptr, nullptr);
}

std::vector<attempt> load(const database& db) {
    const auto rows = prepare(db, "SELECT * FROM attempts WHERE trial = 1 ORDER BY rowid");
    std::vector<attempt> spans;
    while (::sqlite3_step(rows.get()) == SQLITE_ROW) spans.push_back(read(rows.get()));
    return spans;
}

}  // namespace

result<bare_sqlite_times> time_bare_sqlite(const std::filesystem::path& file, const std::vector<attempt>& spans) {
    sqlite3* opened = nullptr;
    ::sqlite3_open(file.c_str(), &opened);
    const database db(opened);
    if (::sqlite3_exec(db.get(), schema, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return fail(error_kind::io, ::sqlite3_errmsg(db.get()), file.string());
    }
    const monotonic_clock time;
    const auto begin = time.now();
    store(db, spans);
    const auto stored = time.now();
    const auto loaded = load(db);
    const auto end = time.now();
    if (loaded != spans) return fail(error_kind::internal, "the bare database gave back other spans than it took");
    return bare_sqlite_times{to_seconds(stored - begin), to_seconds(end - stored)};
}

}  // namespace sweeplab::bench
