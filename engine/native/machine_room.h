// Whether this machine has the room that a kernel needs, asked before anything runs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/native/kernel.h"

namespace sweeplab::native {

// Bytes that programs can still take without anything being swapped out, within the control group's limit too;
// absent where the system does not tell.
std::optional<std::int64_t> free_memory();
std::optional<std::int64_t> free_disk(const std::filesystem::path& folder);  // for this user

// "needs 1.2 GB of memory, and 800 MB are free"; also raises the limit of open files where that helps.
result<void> check_room(const kernel_needs& needs, const std::filesystem::path& folder, const std::string& kernel);

// The folder for temporary files where none is given: TMPDIR, else /var/tmp, which is on a disk more often than /tmp.
std::filesystem::path usual_folder();
// The folder's file system is kept in memory, so that nothing written there reaches a disk. Absent: not known.
std::optional<bool> lies_in_memory(const std::filesystem::path& folder);

// A folder made for one kernel and removed with all that is in it.
class scratch_folder {
public:
    static result<std::unique_ptr<scratch_folder>> create(const std::filesystem::path& within);
    ~scratch_folder();
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    explicit scratch_folder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace sweeplab::native
