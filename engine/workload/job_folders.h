// Fresh working folders: one for each job, copied from a template or empty, removed when it is done with or kept to be
// looked at. Input and output, so not on the trial loop's thread; one thread at a time.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/foundation/error.h"

namespace sweeplab {

class job_folders {
public:
    // The folders are made in a new folder of `parent`; empty: of the user's cache ($XDG_CACHE_HOME/sweeplab/jobs).
    // Nothing is made before the first job.
    job_folders(std::filesystem::path parent, std::optional<std::filesystem::path> from);
    ~job_folders();  // removes its own folder unless something in it is kept
    job_folders(const job_folders&) = delete;
    job_folders& operator=(const job_folders&) = delete;

    // Whether there is what is to be copied; nothing is made.
    result<void> check() const;
    // `name` is what a person finds it by: "item 3, 4 workers"; it need not be unique.
    result<std::filesystem::path> make(const std::string& name);
    void remove(const std::filesystem::path& folder);

private:
    result<void> make_root();

    std::filesystem::path parent_;
    std::optional<std::filesystem::path> from_;
    std::filesystem::path root_;  // empty: not made yet
};

// At most so many characters that every file system takes: letters, digits, '.', '-' and '_'.
std::string folder_name(std::string_view text);

}  // namespace sweeplab
