// Samples resources on a thread of its own while a trial runs: reading /proc takes some hundred microseconds, which
// must not stand between two time stamps of the trial loop.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/telemetry/resource_sampler.h"

namespace sweeplab {

// The first moment after `now` of those that lie whole periods after `began`: what was missed is not made up for. A
// reading that took `cost` of processor time is followed by a pause that keeps sampling below 1 % of a processor.
instant next_sample_at(instant began, instant now, duration period, duration cost);

class resource_sampling {
public:
    explicit resource_sampling(std::unique_ptr<resource_sampler> sampler);
    ~resource_sampling();
    resource_sampling(const resource_sampling&) = delete;
    resource_sampling& operator=(const resource_sampling&) = delete;

    // The first reading comes at once, on the other thread.
    void start(duration period);
    // As start(), but each reading goes to `on_sample`, on the other thread, and is not kept.
    using handler = std::function<void(instant at, resource_values values)>;
    void start(duration period, handler on_sample);
    // Takes a last reading and ends. Times count from `zero`; what was read before it is at 0. Empty when not started.
    std::vector<resource_sample> stop(instant zero);

private:
    void work(duration period);
    void take_sample(instant now);

    const std::unique_ptr<resource_sampler> sampler_;
    handler on_sample_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_ = false;
    std::vector<std::pair<instant, resource_values>> taken_;  // the thread's until it was joined
    std::thread thread_;
};

}  // namespace sweeplab
