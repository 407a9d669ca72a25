#include <sys/vfs.h>

#include <algorithm>
#include <charconv>

#include "engine/foundation/text.h"
#include "engine/host/cgroup_limits.h"
#include "engine/native/machine_room.h"

namespace sweeplab::native {
namespace {

std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t value = 0;
    text = trim(text);
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{}) return std::nullopt;
    return value;
}

// The number after `key` in a text with a line for each.
std::optional<std::int64_t> line_value(const std::optional<std::string>& text, std::string_view key) {
    if (!text) return std::nullopt;
    for (const auto line : split(*text, '\n'))
        if (line.starts_with(key)) return number_of(line.substr(key.size()));
    return std::nullopt;
}

// What the control groups leave; files that were read count as used there, and can be let go.
std::optional<std::int64_t> left_by_groups() {
    const auto limit = read_cgroup_limits(&read_text_file).memory_bytes;
    if (!limit) return std::nullopt;
    std::int64_t used = 0;
    for (const auto& [controller, file] :
         {std::pair<const char*, const char*>{"", "/memory.current"}, {"memory", "/memory.usage_in_bytes"}}) {
        for (const auto& folder : cgroup_folders(&read_text_file, controller)) {
            const auto now = read_text_file(folder + file);
            const auto files = line_value(read_text_file(folder + "/memory.stat"), "inactive_file ").value_or(0);
            if (now) used = std::max(used, number_of(*now).value_or(0) - files);
            if (now) break;
        }
    }
    return std::max<std::int64_t>(0, *limit - used);
}

}  // namespace

std::optional<std::int64_t> free_memory() {
    auto free = line_value(read_text_file("/proc/meminfo"), "MemAvailable:");
    if (free) *free *= 1024;
    const auto group = left_by_groups();
    if (free && group) return std::min(*free, *group);
    return free ? free : group;
}

std::optional<bool> lies_in_memory(const std::filesystem::path& folder) {
    constexpr std::uint32_t tmpfs = 0x01021994, ramfs = 0x858458f6;
    struct statfs kind {};
    if (::statfs(folder.c_str(), &kind) != 0) return std::nullopt;
    const auto type = static_cast<std::uint32_t>(kind.f_type);
    return type == tmpfs || type == ramfs;
}

}  // namespace sweeplab::native
