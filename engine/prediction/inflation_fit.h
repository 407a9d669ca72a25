// How much items slow each other down, from one trial at a middle worker count: the a of f(c) = 1 + a (c − 1)
// with which the replay at that count takes as long as the trial did. Pure; any thread. METHODS.md §3.
#pragma once

#include "engine/prediction/replay.h"

namespace sweeplab {

enum class fit_outcome {
    fitted,
    faster_than_replay,  // the trial took less than the replay without inflation: a is 0
    without_effect       // no inflation makes the replay that long: a is 0
};

struct inflation_fit {
    fit_outcome outcome = fit_outcome::fitted;
    double inflation = 0;
    double measured_s = 0;
    double without_s = 0;  // the replay without inflation
};

// `settings` as the trial was carried out; their inflation is not looked at.
inflation_fit fit_inflation(const std::vector<replay_item>& items, replay_settings settings, double measured_s);

}  // namespace sweeplab
