// One connection to the database file. Used by one thread at a time; its faults become errors for a
// person, which name the file and what to do.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include "engine/foundation/clock.h"
#include "engine/foundation/error.h"

namespace sweeplab {

class connection {
public:
    enum class access { read, write };

    // Write access makes the file when it is missing.
    static result<std::unique_ptr<connection>> open(const std::filesystem::path& file, access how, duration busy_timeout);

    SQLite::Database& database() { return database_; }
    const std::filesystem::path& file() const { return file_; }

    // Fails when the file was removed or replaced after it was opened: SQLite would go on writing to a
    // file that nobody can find again.
    result<void> check_in_place() const;

    // Runs `work`, which returns a result, and turns SQLite's exceptions into errors.
    template <class Work>
    auto guarded(Work&& work) -> decltype(work(std::declval<SQLite::Database&>())) {
        try {
            return work(database_);
        } catch (const SQLite::Exception& fault) {
            return tl::unexpected(explain(fault));
        }
    }

private:
    connection(const std::filesystem::path& file, access how, int busy_timeout_ms);
    error explain(const SQLite::Exception& fault) const;

    std::filesystem::path file_;
    duration busy_timeout_;
    SQLite::Database database_;
    dev_t device_ = 0;
    ino_t inode_ = 0;
};

// An SQLite error code in a person's words. `system_errno` is that of the failed call, 0 when there was none.
error explain_database_fault(int sqlite_code, int system_errno, const std::string& sqlite_message,
                             const std::filesystem::path& file, duration busy_timeout);

}  // namespace sweeplab
