// What the sweep asks a workload that is watched for a set time instead of being worked off: a soak. The spec says how long
// and how often, the workload hands out what its streams did since it was last asked.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/histogram.h"

namespace sweeplab {

// Of a spec.
class soak_load {
public:
    virtual ~soak_load() = default;
    virtual double soak_seconds() const = 0;    // of one trial
    virtual double sample_seconds() const = 0;  // from one sample to the next
};

struct soak_window {
    histogram gaps;  // of all, nanoseconds: soak_sample.h
    histogram jitter;
    histogram first_content;
    std::int64_t chunks = 0;
    std::int64_t requests = 0;
    std::int64_t failed = 0;
    std::vector<std::optional<double>> series;
};

// Of a workload. On the loop's thread.
class soak_meter {
public:
    virtual ~soak_meter() = default;
    // After prepare(): whose memory and processor time are looked at; absent: only the machine's, and Sweeplab's own.
    struct process {
        int pid = 0;
        bool own_child = false;  // the workload says itself when it ends
    };
    virtual std::optional<process> watched_process() const = 0;
    // Since the last call, or since begin(). Asks the page of metrics, too, where there is one, so that the answer takes a
    // while; it comes once, never from inside the call. What is asked meanwhile is answered after it.
    virtual void take_window(std::function<void(soak_window)> done) = 0;
};

}  // namespace sweeplab
