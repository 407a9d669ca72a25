#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "app/cli/child_groups.h"

namespace sweeplab::cli {
namespace {

struct parentage {
    pid_t parent = 0;
    pid_t group = 0;
};

// "123 (a name) S 100 123 …" of /proc/PID/stat; the name may hold anything, so the last bracket ends it.
parentage parentage_of(const std::filesystem::path& process) {
    std::ifstream file(process / "stat");
    std::string text;
    std::getline(file, text, '\0');
    const auto name_end = text.rfind(')');
    parentage found;
    if (name_end == std::string::npos) return found;
    std::istringstream rest(text.substr(name_end + 1));
    char state = 0;
    rest >> state >> found.parent >> found.group;
    return found;
}

}  // namespace

std::vector<pid_t> child_groups() {
    std::vector<pid_t> groups;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", failed)) {
        const auto name = entry.path().filename().string();
        pid_t pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ptr != name.data() + name.size()) continue;
        const auto [parent, group] = parentage_of(entry.path());
        if (parent == ::getpid() && group == pid) groups.push_back(pid);
    }
    return groups;
}

}  // namespace sweeplab::cli
