// How far a predicted time may be off because items do not take the same time twice: replays with other
// draws of that noise. Pure, deterministic; any thread. METHODS.md §3.
#pragma once

#include <vector>

#include "engine/prediction/replay.h"

namespace sweeplab {

inline constexpr double replay_confidence = 0.90;  // nominal
// With 19, 39, 99, 199 or 399 draws 5 % of the next one lie beyond a whole one of them.
inline constexpr int most_draws_of_an_interval = 399;
inline constexpr int least_draws_of_an_interval = 19;

struct replay_range {
    double lo_s = 0;
    double hi_s = 0;
};

// One range for each of the settings, from the same draws. Each draw multiplies every item by 1 + one of
// `residuals`, which have the spread of one measurement against another: √2 times that of an item. `most_draws` are at
// least 19.
std::vector<replay_range> replay_ranges(const std::vector<replay_item>& items, const std::vector<replay_settings>& settings,
                                        const std::vector<double>& residuals, int most_draws = most_draws_of_an_interval);

}  // namespace sweeplab
