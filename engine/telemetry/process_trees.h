// Processes with all their descendants. Linux.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sweeplab {

struct tree_use {
    std::uint64_t ticks = 0;  // of those that live, and of what they waited for
    std::int64_t resident_pages = 0;
    int processes = 0;
    bool operator==(const tree_use&) const = default;
};

// The children of this process. `proc` is "/proc", or a folder made like it. A descendant whose parent ended belongs to
// nobody's tree any more. Absent when /proc cannot be read.
std::optional<tree_use> read_process_trees(const std::string& proc);

// Of one process with all its descendants; `began` is its start in ticks after the machine's, by which another process that
// took over its number is told apart. Absent when there is no such process.
struct process_use {
    std::optional<tree_use> tree;  // absent where the system does not tell
    std::uint64_t began = 0;
};
std::optional<process_use> read_process_tree(const std::string& proc, int pid);

}  // namespace sweeplab
