// Opening the library: the file is checked, made if need be, and brought up to date.
#include <chrono>
#include <thread>

#include <sqlite3.h>

#include "engine/store/database_file.h"
#include "engine/store/schema.h"
#include "engine/store/sqlite_run_store.h"

namespace sweeplab {
namespace {

constexpr unix_ms kept_in_bin_ms = 7LL * 24 * 3600 * 1000;

// Another Sweeplab may hold a newer file open whose version is still in the journal: closing this connection
// must not fold that into the file.
void keep_journal_on_close(SQLite::Database& db, bool keep) {
    ::sqlite3_db_config(db.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, nullptr);
}

result<void> use_write_ahead_log(connection& link) {
    return link.guarded([&link](SQLite::Database& db) -> result<void> {
        const std::string mode = db.execAndGet("PRAGMA journal_mode = WAL").getString();
        if (mode != "wal")
            return fail(error_kind::unsupported, "the file system cannot hold a database with a write-ahead log",
                        link.file().string(), "Choose a place on a local disk with --db or SWEEPLAB_DB.");
        // After a checkpoint the journal gives back what it took beyond this.
        db.exec("PRAGMA journal_size_limit = 16777216");
        return {};
    });
}

// The tables come before the write-ahead log, so that the file's own header says from the first moment whose it is.
result<std::unique_ptr<connection>> open_once(const std::filesystem::path& file, const store_options& options) {
    auto link = connection::open(file, connection::access::write, options.busy_timeout);
    if (!link) return link;
    keep_journal_on_close((*link)->database(), true);
    if (const auto climbed = migrate(**link, migrations()); !climbed) return tl::unexpected(climbed.error());
    if (const auto logged = use_write_ahead_log(**link); !logged) return tl::unexpected(logged.error());
    keep_journal_on_close((*link)->database(), false);
    return link;
}

// SQLite does not wait for everything that two programs starting at once may collide in (changing the journal
// mode, recovering), so what it calls busy is tried again here.
result<std::unique_ptr<connection>> open_in_time(const std::filesystem::path& file, const store_options& options) {
    const instant deadline = std::chrono::steady_clock::now() + options.busy_timeout;
    for (;;) {
        auto link = open_once(file, options);
        if (link || link.error().kind != error_kind::busy || std::chrono::steady_clock::now() >= deadline) return link;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

}  // namespace

result<std::unique_ptr<run_store>> run_store::open(store_options options) {
    const auto file = prepare_database_file(options.file, options.create);
    if (!file) return tl::unexpected(file.error());
    auto link = open_in_time(*file, options);
    if (!link) return tl::unexpected(link.error());
    remove_dead_marks(*file);
    auto store = std::make_unique<sqlite_run_store>(std::move(*link), options);
    store->empty_bin(wall_clock_now() - kept_in_bin_ms);
    return store;
}

}  // namespace sweeplab
