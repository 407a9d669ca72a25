// One trial on the real trial loop, by itself: plan, workload, dispatcher, event loop; only nothing is stored.
#pragma once

#include <vector>

#include "engine/foundation/clock.h"
#include "engine/foundation/json_reader.h"
#include "engine/model/attempt.h"

namespace sweeplab::calibration {

struct trial_result {
    instant began;  // zero of the attempts' times
    double seconds = 0;
    double cpu_seconds = 0;  // user and system of this process, its children not counted
    std::vector<attempt> attempts;
};

// `workload` is that of a plan file. An attempt that failed makes an error of the whole trial.
result<trial_result> run_trial(const json& workload, int workers);

// User and system time of this process so far.
double cpu_seconds_so_far();

// Asks for the descriptors that a thousand streams take.
void allow_many_descriptors();

}  // namespace sweeplab::calibration
