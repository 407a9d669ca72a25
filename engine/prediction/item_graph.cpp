#include "engine/prediction/item_graph.h"

#include <numeric>

#include "engine/model/item_graph.h"

namespace sweeplab {
namespace {

item_needs needs_of(const std::vector<replay_item>& items) {
    item_needs needs;
    needs.reserve(items.size());
    for (const auto& one : items) needs.push_back(one.depends_on);
    return needs;
}

}  // namespace

std::vector<int> find_cycle(const std::vector<replay_item>& items) { return find_cycle(needs_of(items)); }

std::int64_t critical_path_ns(const std::vector<replay_item>& items) {
    std::vector<std::int64_t> services;
    services.reserve(items.size());
    for (const auto& one : items) services.push_back(one.service_ns);
    return critical_path_ns(needs_of(items), services);
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
