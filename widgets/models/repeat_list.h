// The repeats of a run that a person can leave out or take in again. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

struct listed_repeat {
    trial_id id;
    int workers = 1;
    int repeat = 1;
    double time_s = 0;
    bool outlier = false;  // far from the others at its worker count
    std::string excluded;  // why it is out; empty: it counts
};

// By worker count and repeat; of one worker count or of all. Trials that failed or never ended are not among them:
// they do not count anyhow.
std::vector<listed_repeat> repeats_of(const run_record& run, std::optional<int> workers);

}  // namespace sweeplab
