#include "engine/model/item_graph.h"

#include <algorithm>

namespace sweeplab {
namespace {

// When each item begins if it begins as soon as all that it needs have ended.
std::vector<std::int64_t> earliest_begins(const item_needs& needs, const std::vector<std::int64_t>& durations_ns) {
    std::vector<std::int64_t> begins(needs.size());
    for (const int item : needed_first(needs))
        for (const int needed : needs[item]) begins[item] = std::max(begins[item], begins[needed] + durations_ns[needed]);
    return begins;
}

}  // namespace

item_needs needs_of(const item_list& items) {
    item_needs needs;
    needs.reserve(items.size());
    for (const auto& one : items) needs.push_back(one.depends_on);
    return needs;
}

bool has_needs(const item_list& items) {
    return std::ranges::any_of(items, [](const item& one) { return !one.depends_on.empty(); });
}

std::vector<int> needed_first(const item_needs& needs) {
    std::vector<std::vector<int>> dependants(needs.size());
    std::vector<std::size_t> waiting_for(needs.size());
    std::vector<int> order;
    for (std::size_t i = 0; i < needs.size(); ++i) {
        waiting_for[i] = needs[i].size();
        for (const int needed : needs[i]) dependants[needed].push_back(static_cast<int>(i));
        if (waiting_for[i] == 0) order.push_back(static_cast<int>(i));
    }
    for (std::size_t at = 0; at < order.size(); ++at) {
        for (const int dependant : dependants[order[at]])
            if (--waiting_for[dependant] == 0) order.push_back(dependant);
    }
    return order;
}

std::vector<int> find_cycle(const item_needs& needs) {
    std::vector<bool> reachable(needs.size());
    for (const int item : needed_first(needs)) reachable[item] = true;
    const auto stuck = std::ranges::find(reachable, false);
    if (stuck == reachable.end()) return {};
    // Each stuck item needs a stuck one: following them must come back to one already seen.
    std::vector<int> path;
    std::vector<int> place(needs.size(), -1);
    int item = static_cast<int>(stuck - reachable.begin());
    while (place[item] < 0) {
        place[item] = static_cast<int>(path.size());
        path.push_back(item);
        item = *std::ranges::find_if(needs[item], [&](int needed) { return !reachable[needed]; });
    }
    return {path.begin() + place[item], path.end()};
}

std::int64_t critical_path_ns(const item_needs& needs, const std::vector<std::int64_t>& durations_ns) {
    const auto begins = earliest_begins(needs, durations_ns);
    std::int64_t longest = 0;
    for (std::size_t i = 0; i < needs.size(); ++i) longest = std::max(longest, begins[i] + durations_ns[i]);
    return longest;
}

int most_at_once(const item_needs& needs, const std::vector<std::int64_t>& durations_ns) {
    const auto begins = earliest_begins(needs, durations_ns);
    struct change {
        std::int64_t when;
        int by;
    };
    std::vector<change> changes;
    for (std::size_t i = 0; i < needs.size(); ++i) {
        changes.push_back({begins[i], 1});
        changes.push_back({begins[i] + std::max<std::int64_t>(1, durations_ns[i]), -1});
    }
    // At one instant ends come before beginnings: a freed worker takes what its end made ready.
    std::ranges::sort(changes,
                      [](const change& a, const change& b) { return a.when != b.when ? a.when < b.when : a.by < b.by; });
    int now = 0;
    int most = 0;
    for (const auto& one : changes) most = std::max(most, now += one.by);
    return most;
}

}  // namespace sweeplab
