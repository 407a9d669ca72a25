#include "engine/store/connection.h"

#include <sqlite3.h>
#include <sys/stat.h>

namespace sweeplab {
namespace {

int flags_for(connection::access how) {
    // No mutex inside SQLite: a connection belongs to one thread at a time.
    const int common = SQLite::OPEN_NOMUTEX;
    if (how == connection::access::read) return common | SQLite::OPEN_READONLY;
    return common | SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
}

int milliseconds(duration d) { return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(d).count()); }

}  // namespace

connection::connection(const std::filesystem::path& file, access how, int busy_timeout_ms)
    : file_(file),
      busy_timeout_(std::chrono::milliseconds(busy_timeout_ms)),
      database_(file.string(), flags_for(how), busy_timeout_ms) {
    struct stat found {};
    if (::stat(file_.c_str(), &found) == 0) {
        device_ = found.st_dev;
        inode_ = found.st_ino;
    }
}

result<std::unique_ptr<connection>> connection::open(const std::filesystem::path& file, access how, duration busy_timeout) {
    try {
        std::unique_ptr<connection> made(new connection(file, how, milliseconds(busy_timeout)));
        return made->guarded([&made](SQLite::Database& db) -> result<std::unique_ptr<connection>> {
            db.exec("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;");
            return std::move(made);
        });
    } catch (const SQLite::Exception& fault) {
        return tl::unexpected(explain_database_fault(fault.getExtendedErrorCode(), 0, fault.what(), file, busy_timeout));
    }
}

result<void> connection::check_in_place() const {
    struct stat found {};
    if (::stat(file_.c_str(), &found) == 0 && found.st_dev == device_ && found.st_ino == inode_) return {};
    return fail(error_kind::io, "the database file was removed or replaced while Sweeplab had it open", file_.string(),
                "Start Sweeplab again; put the file back first if you moved it.");
}

error connection::explain(const SQLite::Exception& fault) const {
    return explain_database_fault(fault.getExtendedErrorCode(), ::sqlite3_system_errno(database_.getHandle()), fault.what(),
                                  file_, busy_timeout_);
}

}  // namespace sweeplab
