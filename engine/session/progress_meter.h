// How far a run is and how long it will still take, from what it has measured so far. Pure: every call says
// what time it is. One thread.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "engine/foundation/clock.h"
#include "engine/model/run_event.h"

namespace sweeplab {

class progress_meter {
public:
    struct trial_size {
        int workers = 1;
        int slots = 1;
        std::optional<duration> planned{};  // it lasts so long at least: a load that comes at its own times, a soak
        duration before{};                  // of what is planned; a soak that was cut off
        std::optional<int> items{};         // where fewer than all are done
    };

    // The trials still to do, in order, and how many items each has.
    progress_meter(run_id run, std::vector<trial_size> to_do, int trials_done_before, int items);

    // Of a sweep that chooses its trials one after the other.
    void add_trial(trial_size one) {
        to_do_.push_back(one);
        more_may_follow_ = true;
    }
    void trial_started(instant now);
    void job_started() { ++running_; }
    // `service`: of a succeeded attempt, else absent. `final`: the item is done with.
    void job_ended(instant now, std::optional<duration> service, std::optional<std::int64_t> output_tokens, bool failed,
                   bool final);
    void trial_ended(instant now, std::optional<duration> makespan);
    void trial_discarded();                          // instead of trial_ended(): the same trial comes again
    void take(const run_event& event, instant now);  // those of the above that it tells of

    // Of all trials together, the finished ones included; absent while nothing is known.
    std::optional<double> whole_s() const;

    run_progress progress(instant now) const;

private:
    std::optional<duration> expected_time_of(const trial_size& trial) const;
    std::optional<duration> rest_of_current(instant now) const;
    std::optional<double> share_of_current(instant now) const;
    int items_of(const trial_size& trial) const { return trial.items.value_or(items_); }
    std::optional<double> tokens_per_s(instant now) const;

    struct mean_time {
        duration sum{};
        int count = 0;
    };

    run_id run_;
    std::vector<trial_size> to_do_;
    int done_before_;
    int items_;
    std::size_t current_ = 0;  // index into to_do_
    bool more_may_follow_ = false;
    bool in_trial_ = false;
    instant trial_began_{};
    int running_ = 0;
    int jobs_done_ = 0;
    int jobs_failed_ = 0;
    mean_time service_;
    std::map<int, mean_time> makespan_of_;  // by worker count
    std::deque<std::pair<instant, std::int64_t>> recent_tokens_;
};

}  // namespace sweeplab
