// What a worker count is to be chosen for: knees of a curve disagree, so a number without its objective is no advice.
// METHODS.md §2.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace sweeplab {

// "Best" is the best achievable time: the shortest of the candidates, measured or predicted.
//
// Three of them are the moods of a working day. On the published benchmark (12 chunks at 1, 4, 10, 20 and 50 workers)
// they give what its authors advised by eye, from the times alone:
// - well_used, development: no worker may stand idle for long while somebody waits for many small runs; 4 workers.
// - fewest_within_15, batches: nobody waits, so the last 15 % are not worth the workers; 10 workers.
// - fewest_near_best, urgency: as fast as it gets, without workers that change nothing; what was measured as 20, which
//   is 12: a worker without an item changes nothing, so 20 and 50 workers on 12 items are one experiment.
enum class objective {
    fewest_near_best,          // fewest workers within 5 % of the best
    efficient,                 // most workers at an efficiency of at least 50 %
    well_used,                 // most workers at an efficiency of at least 70 %
    fewest_within_15,          // fewest workers within 15 % of the best
    next_worker_pays,          // up to here each further worker bought at least 0.1 speedup
    cheapest_by_deadline,      // lowest cost with a time of at most the deadline
    throughput_within_latency  // highest items/s with a latency of at most the target
};

std::string_view key_of(objective which);      // "fewest_near_best"
std::string_view meaning_of(objective which);  // "fewest workers within 5 % of the best achievable time"
std::optional<objective> objective_from(std::string_view key);
std::vector<objective> all_objectives();  // in the order above

}  // namespace sweeplab
