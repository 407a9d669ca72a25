#include <dirent.h>
#include <unistd.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "engine/process/tree_memory.h"

namespace sweeplab {
namespace {

std::optional<std::int64_t> resident_pages(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/statm");
    std::int64_t size = 0, resident = 0;
    if (!(file >> size >> resident)) return std::nullopt;
    return resident;
}

// The kernel keeps a list of children for each thread.
std::vector<pid_t> children_of(pid_t process) {
    struct closer {
        void operator()(DIR* open) const { ::closedir(open); }
    };
    std::vector<pid_t> children;
    const auto tasks = "/proc/" + std::to_string(process) + "/task";
    const std::unique_ptr<DIR, closer> open(::opendir(tasks.c_str()));
    while (const auto* entry = open ? ::readdir(open.get()) : nullptr) {
        if (entry->d_name[0] == '.') continue;
        std::ifstream list(tasks + "/" + entry->d_name + "/children");
        for (pid_t child = 0; list >> child;) children.push_back(child);
    }
    return children;
}

}  // namespace

std::optional<std::int64_t> tree_memory_bytes(pid_t root) {
    const auto own = resident_pages(root);
    if (!own || *own == 0) return std::nullopt;  // gone, or ended and not yet reaped
    std::int64_t pages = *own;
    auto open = children_of(root);
    while (!open.empty()) {
        const pid_t process = open.back();
        open.pop_back();
        const auto resident = resident_pages(process);
        if (!resident) continue;  // ended meanwhile
        pages += *resident;
        for (const pid_t child : children_of(process)) open.push_back(child);
    }
    return pages * ::sysconf(_SC_PAGESIZE);
}

}  // namespace sweeplab
