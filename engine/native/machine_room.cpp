#include "engine/native/machine_room.h"

#include <stdlib.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "engine/process/pipes.h"

namespace sweeplab::native {
namespace {

// A machine whose last bytes are taken measures its swapping.
constexpr double share_left_free = 0.05;

}  // namespace

std::optional<std::int64_t> free_disk(const std::filesystem::path& folder) {
    struct statvfs room {};
    if (::statvfs(folder.c_str(), &room) != 0) return std::nullopt;
    const auto bytes = static_cast<unsigned long long>(room.f_bavail) * room.f_frsize;
    return static_cast<std::int64_t>(std::min<unsigned long long>(bytes, INT64_MAX));
}

result<void> check_room(const kernel_needs& needs, const std::filesystem::path& folder, const std::string& kernel) {
    if (needs.memory_bytes > 0) {
        const auto free = free_memory();
        if (free && static_cast<double>(needs.memory_bytes) > static_cast<double>(*free) * (1 - share_left_free))
            return fail(
                error_kind::bad_input,
                fmt::format("needs {} of memory, and {} are free", bytes_in_words(static_cast<double>(needs.memory_bytes)),
                            bytes_in_words(static_cast<double>(*free))),
                "kernel " + kernel, "Give it less to do, or end other programs");
    }
    if (needs.disk_bytes > 0) {
        const auto free = free_disk(folder);
        if (!free)
            return fail(error_kind::not_found,
                        fmt::format("the folder for its files cannot be used: {}", std::strerror(errno)), folder.string(),
                        "Name another one as \"folder\"");
        if (static_cast<double>(needs.disk_bytes) > static_cast<double>(*free) * (1 - share_left_free))
            return fail(
                error_kind::bad_input,
                fmt::format("needs {} on disk, and {} are free in {}", bytes_in_words(static_cast<double>(needs.disk_bytes)),
                            bytes_in_words(static_cast<double>(*free)), folder.string()),
                "kernel " + kernel, "Give it less to write, or name another \"folder\"");
    }
    if (needs.descriptors > 0)
        if (const auto raised = ensure_descriptors(static_cast<std::size_t>(needs.descriptors)); !raised)
            return fail(raised.error().kind, raised.error().message, "kernel " + kernel,
                        "Make \"concurrent\" smaller, or raise the limit (ulimit -Hn)");
    return {};
}

std::filesystem::path usual_folder() {
    if (const char* const named = ::getenv("TMPDIR"); named && *named) return named;
    std::error_code unknown;
    const std::filesystem::path lasting = "/var/tmp";
    return std::filesystem::is_directory(lasting, unknown) ? lasting : std::filesystem::temp_directory_path(unknown);
}

result<std::unique_ptr<scratch_folder>> scratch_folder::create(const std::filesystem::path& within) {
    auto pattern = (within / "sweeplab-native-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        return fail(error_kind::io, fmt::format("no folder for temporary files could be made: {}", std::strerror(errno)),
                    within.string(), "Name another one as \"folder\"");
    return std::unique_ptr<scratch_folder>(new scratch_folder(pattern));
}

scratch_folder::~scratch_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace sweeplab::native
