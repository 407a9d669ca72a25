// The dispatcher: ready set, worker slots, rate limiter, retries, cancellation. One piece of code for real
// trials (the event loop's timers), predictions (virtual timers) and tests.
//
// It starts no job itself: it tells a job_runner, and is told by job_ended(). It never blocks, reads no
// clock but its timer service's, and calls back only from start(), job_ended(), cancel() and its timers.
// One thread. Source of the states: METHODS.md §1.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/dispatch/rate_limiter.h"
#include "engine/foundation/timer_service.h"
#include "engine/model/attempt.h"
#include "engine/model/plan.h"
#include "engine/model/worker_interval.h"

namespace sweeplab {

struct dispatch_item {
    std::vector<int> depends_on;                      // indices of items that must have succeeded
    std::int64_t estimated_tokens = 0;                // charged to the token bucket before sending
    std::optional<std::int64_t> expected_service_ns;  // for longest-first; unknown items come first, in order
    std::optional<int> max_attempts{};                // the first included; absent: as for all
    std::optional<duration> due{};                    // after the start: not claimed before, and in the order of these times
};

struct dispatch_options {
    int slots = 1;                    // the most that there may be at once
    std::optional<int> begin_with{};  // so many of them at first; absent: all
    item_order order = item_order::fifo;
    int max_attempts = 1;          // of one item, the first included
    bool stop_on_failure = false;  // the first item that finally fails ends the sweep
    std::uint64_t seed = 1;        // of the jitter in back-offs
    duration first_back_off = std::chrono::milliseconds(500);
    duration longest_back_off = std::chrono::seconds(60);
};

// Names one try: what start() was told comes back in job_ended().
struct job_ticket {
    int item = 0;
    int number = 1;  // of the attempt, from 1
    int worker = 0;
    bool operator==(const job_ticket&) const = default;
};

struct job_verdict {
    attempt_state state = attempt_state::succeeded;
    instant started;                          // service began; at or after the start() call
    instant ended;                            // service ended; at or before now
    bool worth_retrying = false;              // 408, 409, 425, 429, 5xx, broken connections
    bool rate_limited = false;                // 429: the wait is L, and every worker of the endpoint waits
    std::optional<duration> retry_after;      // what the server asked for
    bool ends_sweep = false;                  // 400, 401, 403, 404: no other item would fare better
    std::optional<std::int64_t> tokens_used;  // settles the token bucket
    named_limits named;                       // that the endpoint told with a refusal
};

struct ended_job {
    job_ticket ticket;
    job_verdict verdict;
};

class job_runner {
public:
    virtual ~job_runner() = default;
    // Begin the attempt; job_ended() must follow exactly once, never from inside this call.
    virtual void start(const job_ticket& ticket) = 0;
    // End it early; job_ended() still follows, with attempt_state::cancelled (or how it ended meanwhile).
    virtual void cancel(const job_ticket& ticket) = 0;
};

struct dispatch_times {
    instant claimed;
    instant started;
    instant ended;
    instant released;
};

class dispatch_observer {
public:
    virtual ~dispatch_observer() = default;
    virtual void on_attempt_started(const job_ticket&, instant) {}
    // `final`: the item is done with, successfully or not.
    virtual void on_attempt_ended(const job_ticket&, const job_verdict&, const dispatch_times&, bool /*final*/) {}
    // All items are done with, or all running jobs have ended after cancel(). Called once, last of all.
    virtual void on_finished() = 0;
};

struct dispatch_result {
    instant began;
    instant ended;  // of the last service (when cancelled: of the last job); ends every account
    int succeeded = 0;
    int failed = 0;          // items that finally failed, those after a failed predecessor included
    int not_done = 0;        // cancelled or never claimed
    bool cancelled = false;  // by cancel(), not by a failure that ends the sweep
    bool ends_sweep = false;
    std::vector<worker_interval> intervals;  // tile every worker's [0, ended - began] exactly
};

// Items whose time has come and that no worker is free for.
struct dispatch_backlog {
    int items = 0;
    duration longest_wait{};  // of the first, since it was due
};

class dispatcher {
public:
    // `limiter` may be shared by successive dispatchers; all references outlive the dispatcher.
    // Dependencies must be free of cycles and within the list.
    dispatcher(std::vector<dispatch_item> items, dispatch_options options, rate_limiter& limiter, timer_service& timers,
               job_runner& runner, dispatch_observer& observer);
    ~dispatcher();
    dispatcher(const dispatcher&) = delete;
    dispatcher& operator=(const dispatcher&) = delete;

    void start();
    void job_ended(const job_ticket& ticket, const job_verdict& verdict);
    // Jobs that ended at the same instant: all are booked before any freed worker takes its next item, so that
    // what the last one releases is there for the first worker.
    void jobs_ended(const std::vector<ended_job>& ended);
    void cancel();  // idempotent; on_finished() follows once the running jobs have ended
    // As many workers from now on, 1 to the options' slots. Those that are too many leave when they are free; the time
    // without them is booked as parked.
    void set_slots(int count);
    int slots() const;           // as last set
    dispatch_backlog backlog();  // now; nothing before start()
    bool finished() const;
    int running() const;
    int done() const;                        // items done with
    const dispatch_result& outcome() const;  // after on_finished()

private:
    class machinery;
    std::unique_ptr<machinery> machinery_;
};

}  // namespace sweeplab
