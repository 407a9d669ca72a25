// The database's tables, and the ladder that brings a file of an older Sweeplab up to date.
#pragma once

#include <cstdint>
#include <span>

#include "engine/store/connection.h"

namespace sweeplab {

// "SwLb", in the file's header: tells our files from those of other programs.
inline constexpr std::int32_t database_application_id = 0x53774C62;

// One rung: what turns a file of version - 1 into one of `version`. Never changed once released; any change
// of the tables, of a BLOB's layout or of a stored JSON form is a new rung at the end.
struct migration {
    int version;
    const char* sql;
};

std::span<const migration> migrations();
int newest_schema_version();

// Climbs the ladder from the file's version to its end in one transaction: all or nothing. A file that is
// newer than the ladder is refused and left alone.
result<void> migrate(connection& link, std::span<const migration> ladder);

error newer_schema_error(const std::filesystem::path& file, std::int64_t found, int known);

}  // namespace sweeplab
