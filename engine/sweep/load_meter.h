// What a load did since it was last asked: requests that became due, how busy the workers were, how long answers took.
// Pure: told what time it is, counted from the trial's start. One thread.
#pragma once

#include <vector>

#include "engine/dispatch/scaling_policy.h"
#include "engine/workload/load_phases.h"

namespace sweeplab {

class load_meter {
public:
    // `arrivals` outlive the meter.
    explicit load_meter(const std::vector<load_arrival>& arrivals) : arrivals_(arrivals) {}

    void attempt_started(duration at);
    // `from_due`: absent when it failed.
    void attempt_ended(duration at, std::optional<duration> from_due);
    // What was seen since the last call, by `workers` workers; longest_wait is not the meter's to know.
    load_reading take(duration at, int workers);

private:
    void move_to(duration at);

    const std::vector<load_arrival>& arrivals_;
    std::size_t next_arrival_ = 0;
    duration since_{};  // of the last reading
    duration moved_to_{};
    double busy_ns_ = 0;  // of workers together, since then
    int busy_ = 0;
    std::vector<duration> from_due_;
};

}  // namespace sweeplab
