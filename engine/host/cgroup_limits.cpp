#include "engine/host/cgroup_limits.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <vector>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
    text = trim(text);
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

bool contains_word(std::string_view list, std::string_view word) {
    const auto words = split(list, ',');
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Where a hierarchy is mounted, and which of its groups is the mount's root (not "/" in many containers).
struct mounted_hierarchy {
    std::string root;
    std::string mount_point;
};

// mountinfo writes blanks and backslashes as octal escapes (proc(5)).
std::string without_octal_escapes(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        int code = 0;
        const bool escape = text[i] == '\\' && i + 3 < text.size() &&
                            std::from_chars(text.data() + i + 1, text.data() + i + 4, code, 8).ptr == text.data() + i + 4;
        plain += escape ? static_cast<char>(code) : text[i];
        if (escape) i += 3;
    }
    return plain;
}

// `controller` empty: the version 2 hierarchy.
std::optional<mounted_hierarchy> find_mount(std::string_view mountinfo, std::string_view controller) {
    for (const auto line : split(mountinfo, '\n')) {
        const auto separator = line.find(" - ");
        if (separator == std::string_view::npos) continue;
        const auto before = split(line.substr(0, separator), ' ');
        const auto after = split(line.substr(separator + 3), ' ');
        if (before.size() < 5 || after.size() < 3) continue;
        const bool wanted =
            controller.empty() ? after[0] == "cgroup2" : after[0] == "cgroup" && contains_word(after[2], controller);
        if (wanted) return mounted_hierarchy{without_octal_escapes(before[3]), without_octal_escapes(before[4])};
    }
    return std::nullopt;
}

// The process's group in /proc/self/cgroup: "0::/user.slice" or "4:memory:/docker/4f".
std::optional<std::string> find_group(std::string_view memberships, std::string_view controller) {
    for (const auto line : split(memberships, '\n')) {
        const auto first = line.find(':');
        const auto second = first == std::string_view::npos ? first : line.find(':', first + 1);
        if (second == std::string_view::npos) continue;
        const auto controllers = line.substr(first + 1, second - first - 1);
        const bool wanted = controller.empty() ? controllers.empty() : contains_word(controllers, controller);
        if (wanted) return std::string(line.substr(second + 1));
    }
    return std::nullopt;
}

// The folders from the process's own group up to the top of what is mounted.
std::vector<std::string> folders_upwards(const mounted_hierarchy& mount, std::string group) {
    const std::string root = mount.root == "/" ? "" : mount.root;
    // A group outside the mount's root is seen through another namespace: only the top is ours to read.
    const bool below = group.starts_with(root) && (group.size() == root.size() || group[root.size()] == '/');
    group = below && group.find("/..") == std::string::npos ? group.substr(root.size()) : std::string{};
    std::vector<std::string> folders;
    while (!group.empty() && group != "/") {
        folders.push_back(mount.mount_point + group);
        group.resize(group.rfind('/'));
    }
    folders.push_back(mount.mount_point);
    return folders;
}

template <class T>
void keep_smaller(std::optional<T>& limit, const std::optional<T>& other) {
    if (other && (!limit || *other < *limit)) limit = other;
}

class limit_finder {
public:
    explicit limit_finder(const text_file_reader& read)
        : read_(read), mountinfo_(text("/proc/self/mountinfo")), memberships_(text("/proc/self/cgroup")) {}

    cgroup_limits find() const {
        cgroup_limits limits;
        for (const auto& folder : folders("")) {
            keep_smaller(limits.cpus, cpus_from_cpu_max(text(folder + "/cpu.max")));
            keep_smaller(limits.memory_bytes, memory_from_limit(text(folder + "/memory.max")));
        }
        for (const auto& folder : folders("cpu")) {
            const auto quota = text(folder + "/cpu.cfs_quota_us");
            keep_smaller(limits.cpus, cpus_from_quota(quota, text(folder + "/cpu.cfs_period_us")));
        }
        for (const auto& folder : folders("memory")) {
            keep_smaller(limits.memory_bytes, memory_from_limit(text(folder + "/memory.limit_in_bytes")));
        }
        return limits;
    }

    std::vector<std::string> folders(std::string_view controller) const {
        const auto mount = find_mount(mountinfo_, controller);
        const auto group = find_group(memberships_, controller);
        if (!mount || !group) return {};
        return folders_upwards(*mount, *group);
    }

private:
    std::string text(const std::string& path) const { return read_(path).value_or(""); }

    const text_file_reader& read_;
    std::string mountinfo_;
    std::string memberships_;
};

}  // namespace

std::optional<std::string> read_text_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

std::optional<double> cpus_from_quota(std::string_view quota_us, std::string_view period_us) {
    const auto quota = whole_number(quota_us);
    const auto period = whole_number(period_us);
    if (!quota || !period || *quota <= 0 || *period <= 0) return std::nullopt;
    return static_cast<double>(*quota) / static_cast<double>(*period);
}

std::optional<double> cpus_from_cpu_max(std::string_view text) {
    const auto parts = split(trim(text), ' ');
    if (parts.size() != 2) return std::nullopt;
    return cpus_from_quota(parts[0], parts[1]);
}

std::optional<std::int64_t> memory_from_limit(std::string_view text) {
    // Version 1 writes "none" as the largest multiple of the page size; pages are at most 64 KiB.
    constexpr std::int64_t unlimited = 0x7fffffffffff0000;
    const auto bytes = whole_number(text);
    if (!bytes || *bytes <= 0 || *bytes >= unlimited) return std::nullopt;
    return bytes;
}

std::vector<std::string> cgroup_folders(const text_file_reader& read, std::string_view controller) {
    return limit_finder(read).folders(controller);
}

cgroup_limits read_cgroup_limits(const text_file_reader& read) { return limit_finder(read).find(); }

}  // namespace sweeplab
