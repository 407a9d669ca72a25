// The database file before SQLite sees it: whether it is ours to open. Nothing here changes a file.
#pragma once

#include <filesystem>

#include "engine/foundation/error.h"

namespace sweeplab {

// Makes the folder when `create` is set and it is missing. Fails, with what to do, when the file
//   - is missing and may not be made, is a folder or a device, or may not be written (nor its folder);
//   - holds something else than an SQLite database, another program's database, or one with a newer schema.
// An empty file counts as missing. The path that comes back is absolute.
result<std::filesystem::path> prepare_database_file(const std::filesystem::path& file, bool create);

}  // namespace sweeplab
