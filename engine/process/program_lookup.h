// Finds a command's program as a shell would, and says what is wrong when it cannot be run.
#pragma once

#include <filesystem>
#include <string>

#include "engine/foundation/error.h"

namespace sweeplab {

// `name` with a slash is a path, relative to `folder` (absolute; the command's working folder); without one
// it is searched for in `search_path` (as PATH: folders joined by ":"; an empty one is `folder`).
// Returns an absolute path when `folder` is one. not_found or refused otherwise. Any thread.
result<std::string> find_program(const std::string& name, const std::filesystem::path& folder,
                                 const std::string& search_path);

// Why `program` in `folder` did not start, given the error number of the spawning call.
error spawn_failure(int error_number, const std::string& program, const std::string& folder);

// What is wrong with a working folder: absent, no folder, not to be entered.
result<void> check_working_folder(const std::filesystem::path& folder);

}  // namespace sweeplab
