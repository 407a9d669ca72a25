// The children of this process with all their descendants. Linux.
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

// `proc` is "/proc", or a folder made like it. A descendant whose parent ended belongs to nobody's tree any more.
// Absent when /proc cannot be read.
std::optional<tree_use> read_process_trees(const std::string& proc);

}  // namespace sweeplab
