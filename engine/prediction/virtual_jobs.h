// Jobs that take time on a virtual clock only. Those that run at once share the machine: with c of them each
// progresses at the rate 1 / f(c), f(c) = 1 + a (c - 1). METHODS.md §3. One thread.
#pragma once

#include <deque>
#include <optional>
#include <queue>
#include <vector>

#include "engine/dispatch/dispatcher.h"
#include "engine/prediction/replay.h"

namespace sweeplab {

class virtual_jobs final : public job_runner {
public:
    // `items` outlive this. `overhead` comes before each service, is spent by
    // the worker alone and slows nobody down.
    virtual_jobs(const std::vector<replay_item>& items, duration overhead, double inflation, const timer_service& clock)
        : items_(items), overhead_(overhead), inflation_(inflation), clock_(clock) {}

    void start(const job_ticket& ticket) override;
    void cancel(const job_ticket&) override {}  // a replay is never cut short

    // When a job next begins or ends its service; nullopt when none is under way.
    std::optional<instant> next_event() const;
    // Carries out what is due at this instant, the clock's. Hands out the jobs that ended, in list order.
    const std::vector<ended_job>& take_due();

private:
    struct starting_job {
        job_ticket ticket;
        instant service_begins;
    };
    struct running_job {
        double ends_at;  // when this much work has been done for each of the jobs that ran throughout
        job_ticket ticket;
        instant started;
        bool operator>(const running_job& other) const { return ends_at > other.ends_at; }
    };

    double slow_down() const { return 1 + inflation_ * (static_cast<double>(running_.size()) - 1); }
    duration until_end(const running_job& job) const;
    void work_until(instant now);
    void begin_service(instant now);
    void end_service(instant now);

    const std::vector<replay_item>& items_;
    duration overhead_;
    double inflation_;
    const timer_service& clock_;
    std::deque<starting_job> starting_;  // by time, since all have the same overhead
    std::priority_queue<running_job, std::vector<running_job>, std::greater<>> running_;
    double work_done_ = 0;  // nanoseconds of service that each job got which has run throughout
    instant worked_until_{};
    std::vector<ended_job> ended_;
};

}  // namespace sweeplab
