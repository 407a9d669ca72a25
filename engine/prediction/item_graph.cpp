#include "engine/prediction/item_graph.h"

#include <algorithm>
#include <numeric>

namespace sweeplab {
namespace {

// The items so that each comes after all it needs; those in or behind a cycle are missing (Kahn 1962).
std::vector<int> needed_first(const std::vector<replay_item>& items) {
    std::vector<std::vector<int>> dependants(items.size());
    std::vector<std::size_t> waiting_for(items.size());
    std::vector<int> order;
    for (std::size_t i = 0; i < items.size(); ++i) {
        waiting_for[i] = items[i].depends_on.size();
        for (const int needed : items[i].depends_on) dependants[needed].push_back(static_cast<int>(i));
        if (waiting_for[i] == 0) order.push_back(static_cast<int>(i));
    }
    for (std::size_t at = 0; at < order.size(); ++at) {
        for (const int dependant : dependants[order[at]])
            if (--waiting_for[dependant] == 0) order.push_back(dependant);
    }
    return order;
}

}  // namespace

std::vector<int> find_cycle(const std::vector<replay_item>& items) {
    std::vector<bool> reachable(items.size());
    for (const int item : needed_first(items)) reachable[item] = true;
    const auto stuck = std::find(reachable.begin(), reachable.end(), false);
    if (stuck == reachable.end()) return {};
    // Each stuck item needs a stuck one: following them must come back to one already seen.
    std::vector<int> path;
    std::vector<int> place(items.size(), -1);
    int item = static_cast<int>(stuck - reachable.begin());
    while (place[item] < 0) {
        place[item] = static_cast<int>(path.size());
        path.push_back(item);
        const auto& needs = items[item].depends_on;
        item = *std::find_if(needs.begin(), needs.end(), [&](int needed) { return !reachable[needed]; });
    }
    return {path.begin() + place[item], path.end()};
}

std::int64_t critical_path_ns(const std::vector<replay_item>& items) {
    std::vector<std::int64_t> end(items.size());
    std::int64_t longest = 0;
    for (const int item : needed_first(items)) {
        std::int64_t begin = 0;
        for (const int needed : items[item].depends_on) begin = std::max(begin, end[needed]);
        end[item] = begin + items[item].service_ns;
        longest = std::max(longest, end[item]);
    }
    return longest;
}

std::int64_t total_service_ns(const std::vector<replay_item>& items) {
    return std::accumulate(items.begin(), items.end(), std::int64_t{0},
                           [](std::int64_t sum, const replay_item& one) { return sum + one.service_ns; });
}

bool can_be_counted(const std::vector<replay_item>& items, int workers) {
    constexpr double most_ns = 9e18;
    double service = 0;
    for (const auto& one : items) service += static_cast<double>(one.service_ns);
    // N·T <= total + N·(critical path) (Graham 1969); the path is at most the total.
    return service < most_ns && service + workers * static_cast<double>(critical_path_ns(items)) < most_ns;
}

}  // namespace sweeplab
