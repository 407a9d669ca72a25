// Waits as jobs on the trial loop. On the loop's thread.
#pragma once

#include <unordered_map>

#include "engine/workload/workload.h"

namespace sweeplab {

class step_waits {
public:
    explicit step_waits(event_loop& loop) : loop_(loop) {}
    ~step_waits() { finish(); }  // drops what is pending
    step_waits(const step_waits&) = delete;
    step_waits& operator=(const step_waits&) = delete;

    void begin(instant began) { began_ = began; }
    void start(const job_ticket& ticket, duration length, job_listener& listener);
    void cancel(const job_ticket& ticket);
    void finish();

private:
    struct running_wait {
        job_ticket ticket;
        instant started;
        job_listener* listener = nullptr;
        timer_id timer = timer_id::none;
        bool cancelled = false;
    };

    void end(int worker);

    event_loop& loop_;
    instant began_{};
    std::unordered_map<int, running_wait> waits_;  // by worker
};

}  // namespace sweeplab
