#include "engine/model/objective.h"

#include <array>

namespace sweeplab {
namespace {

struct objective_name {
    objective which;
    std::string_view key;
    std::string_view meaning;
};

constexpr std::array names = {
    objective_name{objective::fewest_near_best, "fewest_near_best", "fewest workers within 5 % of the best achievable time"},
    objective_name{objective::efficient, "efficient", "most workers with an efficiency of at least 50 %"},
    objective_name{objective::well_used, "well_used", "most workers with an efficiency of at least 70 %"},
    objective_name{objective::fewest_within_15, "fewest_within_15",
                   "fewest workers within 15 % of the best achievable time"},
    objective_name{objective::next_worker_pays, "next_worker_pays", "each further worker still buys at least 0.1 speedup"},
    objective_name{objective::cheapest_by_deadline, "cheapest_by_deadline", "lowest cost with a time within the deadline"},
    objective_name{objective::throughput_within_latency, "throughput_within_latency",
                   "most items/s with a latency within the target"}};

}  // namespace

std::string_view key_of(objective which) {
    for (const auto& one : names)
        if (one.which == which) return one.key;
    return "unknown";
}

std::string_view meaning_of(objective which) {
    for (const auto& one : names)
        if (one.which == which) return one.meaning;
    return "unknown";
}

std::optional<objective> objective_from(std::string_view key) {
    for (const auto& one : names)
        if (one.key == key) return one.which;
    return std::nullopt;
}

std::vector<objective> all_objectives() {
    std::vector<objective> all;
    for (const auto& one : names) all.push_back(one.which);
    return all;
}

}  // namespace sweeplab
