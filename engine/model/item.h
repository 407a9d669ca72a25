// One unit of a workload's input.
#pragma once

#include <string>
#include <vector>

namespace sweeplab {

struct item {
    std::string name;               // unique in its list: "0", "chapter-3.txt", the "id" of a JSONL line
    std::string text;               // what {item} becomes
    std::vector<int> depends_on{};  // places in the list of the items that must have succeeded before; no cycles
    bool operator==(const item&) const = default;
};

using item_list = std::vector<item>;

}  // namespace sweeplab
