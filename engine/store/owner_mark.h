// Who records a run: a file beside the database, "runs.db-owner-TOKEN", that its process holds a lock on for
// as long as it lives. The lock goes with the process, however it ends, so a mark without a lock is a dead
// one's; process ids would be reused and say nothing across containers. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "engine/foundation/error.h"
#include "engine/foundation/unique_fd.h"

namespace sweeplab {

class owner_mark {
public:
    static result<std::unique_ptr<owner_mark>> create(const std::filesystem::path& database);
    ~owner_mark();  // takes the mark away
    owner_mark(const owner_mark&) = delete;
    owner_mark& operator=(const owner_mark&) = delete;

    const std::string& token() const { return token_; }

private:
    owner_mark(std::string token, std::filesystem::path file, unique_fd lock);

    std::string token_;
    std::filesystem::path file_;
    unique_fd lock_;
};

// Whether the process that made the mark still lives.
bool owner_lives(const std::filesystem::path& database, const std::string& token);

// Removes the marks that dead processes left behind.
void remove_dead_marks(const std::filesystem::path& database);

}  // namespace sweeplab
