// Keeps an open loop going during a trial: reads the load now and then, moves the number of workers as the policy says, and
// tells when the load is more than can be sent. On the loop's thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/dispatch/dispatcher.h"
#include "engine/foundation/timer_service.h"
#include "engine/sweep/load_meter.h"
#include "engine/workload/open_load.h"

namespace sweeplab {

class load_keeper {
public:
    struct handlers {
        std::function<void(const scaling_decision&)> decided;  // scaled, or kept for another reason than before
        std::function<void(std::string)> saturated;            // once; why, in words
    };

    load_keeper(const open_load& load, const std::vector<load_arrival>& arrivals, int workers, dispatcher& jobs,
                timer_service& timers, handlers tell);
    ~load_keeper() { stop(); }
    load_keeper(const load_keeper&) = delete;
    load_keeper& operator=(const load_keeper&) = delete;

    void begin(instant began);
    void stop();  // no more looking and deciding; idempotent
    void attempt_started(instant at) { meter_.attempt_started(at - began_); }
    // `from_due`: of an answer, how long after it was due it was complete.
    void attempt_ended(instant at, std::optional<duration> from_due) { meter_.attempt_ended(at - began_, from_due); }

private:
    void look_soon();
    void look();
    void decide_soon();
    void decide();
    std::string saturation_in_words(const dispatch_backlog& late) const;

    const open_load& load_;
    const std::vector<load_arrival>& arrivals_;
    dispatcher& jobs_;
    timer_service& timers_;
    handlers tell_;
    load_meter meter_;
    std::optional<scaling_policy> policy_;
    std::optional<scaling_verdict::what> said_;
    duration every_{};
    saturation_watch watch_;
    instant began_{};
    timer_id look_timer_ = timer_id::none;
    timer_id decide_timer_ = timer_id::none;
};

}  // namespace sweeplab
