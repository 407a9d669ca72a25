#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <sqlite3.h>

#include "engine/store/connection.h"

namespace sweeplab {
namespace {

bool means_full(int sqlite_code, int system_errno) {
    const int code = sqlite_code & 0xff;
    if (code == SQLITE_FULL) return true;
    // The rollback that follows a failed write forgets the system's reason; of the journal's index file SQLite
    // never tells it. A disk that is broken rather than full says so again at the next read.
    const bool could_not_grow = sqlite_code == SQLITE_IOERR_WRITE || sqlite_code == SQLITE_IOERR_SHMSIZE;
    if (could_not_grow && system_errno == 0) return true;
    return code == SQLITE_IOERR && (system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG);
}

std::string with_reason(std::string message, int system_errno, const std::string& sqlite_message) {
    return message + ": " + (system_errno != 0 ? std::strerror(system_errno) : sqlite_message);
}

}  // namespace

error explain_database_fault(int sqlite_code, int system_errno, const std::string& sqlite_message,
                             const std::filesystem::path& file, duration busy_timeout) {
    const int code = sqlite_code & 0xff;  // without SQLite's detail
    const std::string where = file.string();
    if (means_full(sqlite_code, system_errno))
        return {error_kind::io, "the disk is full, or the file may not grow any more", where,
                "Free some space; everything that was saved before is still there."};
    switch (code) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {error_kind::busy,
                    fmt::format("the database has been locked by another Sweeplab or another program for more than {} s",
                                to_seconds(busy_timeout)),
                    where,
                    "Close the other program or wait until it is done; --db or SWEEPLAB_DB chooses another database."};
        case SQLITE_READONLY:
            return {error_kind::io, "the database may not be written", where,
                    "Make the file and its folder writable, or choose another database with --db or SWEEPLAB_DB."};
        case SQLITE_CANTOPEN:
            return {error_kind::io, with_reason("the database could not be opened", system_errno, sqlite_message), where,
                    "Check that the folder exists and may be written; --db or SWEEPLAB_DB chooses another database."};
        case SQLITE_IOERR:
            return {error_kind::io,
                    with_reason(fmt::format("the database could not be read or written (SQLite's code {})", sqlite_code),
                                system_errno, sqlite_message),
                    where, "Check the disk."};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {error_kind::io, "the database is damaged (" + sqlite_message + ")", where,
                    "Keep a copy of the file and put a backup in its place, or try `sqlite3 FILE .recover`."};
        default: return {error_kind::internal, "the database answered: " + sqlite_message, where, ""};
    }
}

}  // namespace sweeplab
