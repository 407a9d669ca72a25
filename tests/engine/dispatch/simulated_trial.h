// A dispatcher on virtual time with jobs whose course is scripted: what tests of the dispatcher share.
#pragma once

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "engine/dispatch/dispatcher.h"
#include "engine/foundation/timer_queue.h"

namespace sweeplab::test {

struct scripted_course {
    duration overhead_before{};  // between start() and the service's start
    duration service{};
    duration overhead_after{};  // between the service's end and job_ended()
    job_verdict verdict;        // its times are filled in
};

class simulated_trial : public job_runner, public dispatch_observer {
public:
    using course_of = std::function<scripted_course(const job_ticket&)>;

    struct ended_attempt {
        job_ticket ticket;
        job_verdict verdict;
        dispatch_times times;
        bool final;
    };

    simulated_trial(std::vector<dispatch_item> items, dispatch_options options, course_of course, limits_spec limits = {})
        : limiter_(limits),
          course_(std::move(course)),
          dispatcher_(std::move(items), options, limiter_, timers, *this, *this) {}

    dispatcher& get() { return dispatcher_; }
    const dispatch_result& run() {
        dispatcher_.start();
        timers.run_all();
        return dispatcher_.outcome();
    }

    void start(const job_ticket& ticket) override {
        started.push_back(ticket);
        auto course = course_(ticket);
        course.verdict.started = timers.now() + course.overhead_before;
        course.verdict.ended = course.verdict.started + course.service;
        const auto done = course.verdict.ended + course.overhead_after;
        pending_[ticket.worker] =
            timers.call_at(done, [this, ticket, verdict = course.verdict] { dispatcher_.job_ended(ticket, verdict); });
    }
    void cancel(const job_ticket& ticket) override {
        cancelled.push_back(ticket);
        timers.cancel(pending_[ticket.worker]);
        job_verdict verdict;
        verdict.state = attempt_state::cancelled;
        verdict.started = verdict.ended = timers.now();
        timers.call_after(std::chrono::milliseconds(1), [this, ticket, verdict] { dispatcher_.job_ended(ticket, verdict); });
    }
    void on_attempt_ended(const job_ticket& ticket, const job_verdict& verdict, const dispatch_times& times,
                          bool final) override {
        ended.push_back({ticket, verdict, times, final});
    }
    void on_finished() override { ++finished_calls; }

    virtual_timers timers;
    std::vector<job_ticket> started;
    std::vector<job_ticket> cancelled;
    std::vector<ended_attempt> ended;
    int finished_calls = 0;

private:
    rate_limiter limiter_;
    course_of course_;
    std::map<int, timer_id> pending_;
    dispatcher dispatcher_;
};

inline scripted_course takes(duration service) { return {duration{}, service, duration{}, {}}; }
inline scripted_course fails(duration service, bool worth_retrying) {
    auto course = takes(service);
    course.verdict.state = attempt_state::failed;
    course.verdict.worth_retrying = worth_retrying;
    return course;
}

// Nanoseconds that all workers spent in a state.
inline std::int64_t time_in(const dispatch_result& result, worker_state state) {
    std::int64_t sum = 0;
    for (const auto& interval : result.intervals)
        if (interval.state == state) sum += interval.end_ns - interval.start_ns;
    return sum;
}

}  // namespace sweeplab::test
