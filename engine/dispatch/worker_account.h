// Records what every worker does, transition by transition. A transition closes the old state and opens
// the next at the same instant, so the intervals of a worker tile the trial without gap or overlap.
#pragma once

#include <vector>

#include "engine/foundation/clock.h"
#include "engine/model/worker_interval.h"

namespace sweeplab {

class worker_account {
public:
    void begin(int workers, instant at);

    // The worker is in `state` from `at` on. Times before its last transition count as that transition.
    void enter(int worker, worker_state state, instant at, int item = -1, int attempt = 0);
    // Closes every worker's state at `at`, cutting off what lies beyond, and hands out all intervals
    // (times in nanoseconds after begin), sorted by worker and time.
    std::vector<worker_interval> end(instant at);

private:
    struct open_state {
        worker_state state;
        int item;
        int attempt;
        instant since;
    };

    void close(int worker, instant at);

    instant began_{};
    std::vector<open_state> open_;
    std::vector<worker_interval> closed_;
};

}  // namespace sweeplab
