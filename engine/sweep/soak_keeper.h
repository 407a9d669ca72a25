// Samples a soak while its trial runs: what the machine and the watched process use comes from the sampling thread, what the
// streams did from the workload; together they are a sample, which is handed on at once. On the loop's thread.
#pragma once

#include <functional>
#include <memory>

#include "engine/foundation/event_loop.h"
#include "engine/model/soak_sample.h"
#include "engine/telemetry/process_watcher.h"
#include "engine/telemetry/sampling.h"
#include "engine/workload/soak_load.h"

namespace sweeplab {

// Lasts for all trials of a sweep.
class soak_instruments {
public:
    explicit soak_instruments(std::unique_ptr<resource_sampler> machine);

    // `on_sample` is called on the sampling thread.
    void start(std::optional<int> process, duration period, resource_sampling::handler on_sample);
    void stop();  // after a last reading

private:
    process_watcher* watcher_;  // the sampling's
    resource_sampling sampling_;
};

class soak_keeper {
public:
    struct handlers {
        std::function<void(soak_sample)> sampled;
        std::function<void(std::string why)> process_ended;  // the watched one; at most once
    };

    soak_keeper(const soak_load& load, soak_meter& meter, soak_instruments& instruments, event_loop& loop, handlers tell);
    ~soak_keeper();
    soak_keeper(const soak_keeper&) = delete;
    soak_keeper& operator=(const soak_keeper&) = delete;

    void begin(instant began);
    // Takes the last sample; `done` is called once, never from inside, when it was handed on.
    void finish(std::function<void()> done);
    resource_summary resources() const { return totals_.summary(); }

private:
    void on_reading(instant at, resource_values values);

    const duration period_;
    soak_meter& meter_;
    soak_instruments& instruments_;
    event_loop& loop_;
    handlers tell_;
    std::shared_ptr<const int> alive_ = std::make_shared<const int>(0);
    instant began_{};
    instant last_at_{};
    std::optional<int> foreign_process_;  // that is watched, and has not ended
    resource_totals totals_;
};

}  // namespace sweeplab
