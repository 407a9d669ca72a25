#include "engine/prediction/replay.h"

#include <algorithm>

#include "engine/foundation/timer_queue.h"
#include "engine/prediction/virtual_jobs.h"

namespace sweeplab {
namespace {

std::vector<dispatch_item> dispatch_items(const std::vector<replay_item>& items) {
    std::vector<dispatch_item> list(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        list[i].depends_on = items[i].depends_on;
        list[i].estimated_tokens = items[i].charged_tokens;
        list[i].expected_service_ns = items[i].service_ns;
    }
    return list;
}

// Workers beyond the items never get one: they are idle throughout, and need no slot to be so.
dispatch_options options_for(const replay_settings& settings, std::size_t items) {
    dispatch_options options;
    options.slots = std::min(settings.workers, std::max(static_cast<int>(items), 1));
    options.order = settings.order;
    return options;
}

class course final : public dispatch_observer {
public:
    course(const std::vector<replay_item>& items, const replay_settings& settings)
        : slots_(options_for(settings, items.size()).slots),
          workers_(settings.workers),
          limiter_(settings.limits),
          jobs_(items, duration(settings.overhead_ns), settings.inflation, timers_),
          dispatcher_(dispatch_items(items), options_for(settings, items.size()), limiter_, timers_, jobs_, *this) {
        result_.items.resize(items.size());
    }

    replay_result run() {
        dispatcher_.start();
        while (!dispatcher_.finished() && step()) {
        }
        return std::move(result_);
    }

    void on_finished() override {
        const auto& outcome = dispatcher_.outcome();
        result_.makespan_ns = (outcome.ended - outcome.began).count();
        for (const auto& interval : outcome.intervals) sum_of(interval.state) += interval.end_ns - interval.start_ns;
        result_.states.idle += (workers_ - slots_) * result_.makespan_ns;
    }

private:
    // Jumps to what happens next: jobs first, since what ends may free a worker or give back tokens.
    bool step() {
        const auto job = jobs_.next_event();
        const auto timer = timers_.next_due();
        if (!job || (timer && *timer < *job)) return timers_.run_next();
        timers_.jump_to(*job);
        if (const auto& ended = jobs_.take_due(); !ended.empty()) book(ended);
        return true;
    }

    void book(const std::vector<ended_job>& ended) {
        for (const auto& [ticket, verdict] : ended)
            result_.items[ticket.item] = {(verdict.started - instant{}).count(), (verdict.ended - instant{}).count()};
        dispatcher_.jobs_ended(ended);
    }

    std::int64_t& sum_of(worker_state state) {
        switch (state) {
            case worker_state::service: return result_.states.service;
            case worker_state::rate_limit: return result_.states.rate_limit;
            case worker_state::dependency: return result_.states.dependency;
            case worker_state::overhead: return result_.states.overhead;
            case worker_state::arrival:   // nothing that is replayed has a time of its own to come at,
            case worker_state::parked:    // nor do workers come and go
            case worker_state::back_off:  // no replayed job fails
            case worker_state::idle: break;
        }
        return result_.states.idle;
    }

    int slots_;
    int workers_;
    virtual_timers timers_;
    rate_limiter limiter_;
    virtual_jobs jobs_;
    dispatcher dispatcher_;
    replay_result result_;
};

}  // namespace

replay_result replay(const std::vector<replay_item>& items, const replay_settings& settings) {
    return course(items, settings).run();
}

}  // namespace sweeplab
