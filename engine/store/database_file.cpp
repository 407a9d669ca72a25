#include "engine/store/database_file.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

#include "engine/store/schema.h"

namespace sweeplab {
namespace {

namespace fs = std::filesystem;

constexpr auto choose_another = "Choose another database with --db or SWEEPLAB_DB.";

// The header of an SQLite file (https://www.sqlite.org/fileformat2.html#the_database_header): looked at here
// because opening another program's database, even for reading, may leave files beside it.
struct file_header {
    bool is_sqlite = false;
    std::int32_t application_id = 0;
    std::int32_t user_version = 0;
};
constexpr std::size_t header_size = 100;
constexpr std::string_view magic("SQLite format 3\0", 16);

std::int32_t big_endian(const std::array<unsigned char, header_size>& bytes, std::size_t at) {
    return static_cast<std::int32_t>(std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 |
                                     std::uint32_t{bytes[at + 2]} << 8 | std::uint32_t{bytes[at + 3]});
}

// Nothing for an empty file.
result<std::optional<file_header>> read_header(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::array<unsigned char, header_size> bytes{};
    if (stream) stream.read(reinterpret_cast<char*>(bytes.data()), header_size);
    if (stream.bad() || !(stream.good() || stream.eof()))
        return fail(error_kind::io, std::string("the database may not be read: ") + std::strerror(errno), file.string(),
                    "Check its permissions, or choose another database with --db or SWEEPLAB_DB.");
    if (stream.gcount() == 0) return std::optional<file_header>();
    file_header header;
    header.is_sqlite = stream.gcount() == header_size && std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
    header.user_version = big_endian(bytes, 60);
    header.application_id = big_endian(bytes, 68);
    return std::optional(header);
}

result<void> check_header(const fs::path& file) {
    const auto header = read_header(file);
    if (!header) return tl::unexpected(header.error());
    if (!*header) return {};
    if (!(*header)->is_sqlite)
        return fail(error_kind::refused, "this file is not a database; it was not changed", file.string(), choose_another);
    if ((*header)->application_id != database_application_id)
        return fail(error_kind::refused, "this is a database of another program; it was not changed", file.string(),
                    choose_another);
    if ((*header)->user_version > newest_schema_version())
        return tl::unexpected(newer_schema_error(file, (*header)->user_version, newest_schema_version()));
    return {};
}

result<void> check_folder(const fs::path& folder, bool create) {
    std::error_code fault;
    if (create) fs::create_directories(folder, fault);
    if (fault)
        return fail(error_kind::io, "the folder for the database could not be made: " + fault.message(), folder.string(),
                    choose_another);
    if (!fs::is_directory(folder, fault))
        return fail(error_kind::not_found, "the folder of the database does not exist", folder.string(), choose_another);
    // SQLite's journal lies beside the database.
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        return fail(error_kind::io, std::string("the folder of the database may not be written: ") + std::strerror(errno),
                    folder.string(), "Make the folder writable, or choose another database with --db or SWEEPLAB_DB.");
    return {};
}

result<void> check_file(const fs::path& file) {
    std::error_code fault;
    if (!fs::is_regular_file(file, fault))
        return fail(error_kind::bad_input, "this is no file, so it can be no database", file.string(), choose_another);
    if (const auto header = check_header(file); !header) return header;
    if (::access(file.c_str(), W_OK) != 0)
        return fail(error_kind::io, std::string("the database may not be written: ") + std::strerror(errno), file.string(),
                    "Make the file writable, or choose another database with --db or SWEEPLAB_DB.");
    return {};
}

}  // namespace

result<fs::path> prepare_database_file(const fs::path& file, bool create) {
    if (file.empty())
        return fail(error_kind::bad_input,
                    "there is no place for the database: neither SWEEPLAB_DB, XDG_DATA_HOME nor HOME is set", "",
                    "Name the file with --db or SWEEPLAB_DB.");
    std::error_code fault;
    const fs::path whole = fs::weakly_canonical(fs::absolute(file, fault), fault);
    const fs::path path = fault ? file : whole;
    const bool exists = fs::exists(path, fault);
    if (!exists && !create)
        return fail(error_kind::not_found, "there is no database", path.string(),
                    "Check the path given with --db or SWEEPLAB_DB.");
    if (exists)
        if (const auto fine = check_file(path); !fine) return tl::unexpected(fine.error());
    if (const auto fine = check_folder(path.parent_path(), create); !fine) return tl::unexpected(fine.error());
    return path;
}

}  // namespace sweeplab
