#include <dirent.h>

#include <charconv>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "engine/foundation/text.h"
#include "engine/telemetry/kept_file.h"
#include "engine/telemetry/proc_counters.h"
#include "engine/telemetry/process_trees.h"

namespace sweeplab {
namespace {

// Names in a folder that are numbers.
std::vector<int> numbers_in(const std::string& folder) {
    struct closer {
        void operator()(DIR* open) const { ::closedir(open); }
    };
    std::vector<int> numbers;
    const std::unique_ptr<DIR, closer> open(::opendir(folder.c_str()));
    while (const auto* entry = open ? ::readdir(open.get()) : nullptr) {
        const std::string_view name = entry->d_name;
        int number = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), number).ptr == name.data() + name.size())
            numbers.push_back(number);
    }
    return numbers;
}

// A child of ours that is just being started still shows our own memory.
void add(const process_facts& facts, bool is_own_child, tree_use& sum) {
    sum.ticks += facts.ticks;
    if (!is_own_child || !facts.before_exec) sum.resident_pages += facts.resident_pages;
    ++sum.processes;
}

// Follows the lists of children that the kernel keeps for each thread: takes as long as the trees are large, however
// many other processes there are.
class tree_walk {
public:
    explicit tree_walk(const std::string& proc) : proc_(proc) {}

    // False when the kernel keeps no such lists.
    bool add_children_of(const std::string& process, bool all_threads) {
        const std::string tasks = proc_ + process + "/task";
        if (!all_threads) return add_children_in(tasks + process, false);
        const bool own = process == "/self";
        bool listed = false;
        for (const int thread : numbers_in(tasks)) listed |= add_children_in(tasks + "/" + std::to_string(thread), own);
        return listed;
    }

    void descend() {
        while (!open_.empty()) {
            const auto [pid, is_own_child] = open_.back();
            open_.pop_back();
            const auto process = "/" + std::to_string(pid);
            if (!read_whole(proc_ + process + "/stat", text_)) continue;  // ended meanwhile
            const auto facts = read_process_facts(text_);
            if (!facts) continue;
            add(*facts, is_own_child, sum_);
            add_children_of(process, facts->threads > 1);
        }
    }

    const tree_use& sum() const { return sum_; }

private:
    bool add_children_in(const std::string& task, bool own) {
        if (!read_whole(task + "/children", text_)) return false;
        for (const auto word : split(text_, ' '))
            if (const auto pid = leading_number(word)) open_.emplace_back(static_cast<int>(*pid), own);
        return true;
    }
    const std::string& proc_;
    std::string text_;
    std::vector<std::pair<int, bool>> open_;  // and whether it is a child of this very process
    tree_use sum_;
};

std::optional<process_facts> facts_of(const std::string& proc, const std::string& process) {
    std::string text;
    return read_whole(proc + "/" + process + "/stat", text) ? read_process_facts(text) : std::nullopt;
}

// For kernels without those lists: who is whose child is asked of every process. Without the root itself.
tree_use search_all(const std::string& proc, int root, bool root_is_own) {
    std::multimap<int, process_facts> by_parent;
    for (const int pid : numbers_in(proc))
        if (const auto facts = facts_of(proc, std::to_string(pid))) by_parent.emplace(facts->parent, *facts);
    tree_use sum;
    std::vector<int> open{root};
    while (!open.empty()) {
        const auto [first, last] = by_parent.equal_range(open.back());
        open.pop_back();
        for (auto child = first; child != last; ++child) {
            add(child->second, root_is_own && child->first == root, sum);
            open.push_back(child->second.pid);
        }
    }
    return sum;
}

}  // namespace

std::optional<tree_use> read_process_trees(const std::string& proc) {
    tree_walk walk(proc);
    if (walk.add_children_of("/self", true)) {
        walk.descend();
        return walk.sum();
    }
    const auto self = facts_of(proc, "self");
    return self ? std::optional(search_all(proc, self->pid, true)) : std::nullopt;
}

std::optional<process_use> read_process_tree(const std::string& proc, int pid) {
    const auto root = facts_of(proc, std::to_string(pid));
    if (!root || root->ended) return std::nullopt;
    process_use use;
    use.began = root->began;
    tree_walk walk(proc);
    tree_use tree;
    if (walk.add_children_of("/" + std::to_string(pid), root->threads > 1)) {
        walk.descend();
        tree = walk.sum();
    } else {
        tree = search_all(proc, pid, false);
    }
    add(*root, false, tree);
    use.tree = tree;
    return use;
}

}  // namespace sweeplab
