// Files that a person names, for reading. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "engine/foundation/error.h"

namespace sweeplab {

// Opens it. A folder, and what is no plain file, is refused: a pipe may never answer, and a device never end.
result<std::ifstream> open_plain_file(const std::filesystem::path& file);
// All of it; refused before anything is read when it has more than `most` bytes.
result<std::string> read_plain_file(const std::filesystem::path& file, std::uintmax_t most);

}  // namespace sweeplab
