// One sweep under way, wherever it is carried out: on this machine (sweep_job), on another one (remote_job), or two in turn
// (interleaved_job).
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "engine/model/plan.h"
#include "engine/model/run.h"
#include "engine/sweep/schedule.h"
#include "engine/workload/workload.h"

namespace sweeplab {

struct sweep_task {
    plan work;          // with real addresses in it
    run_record record;  // what is stored at the start; its id is set when a run is carried on
    std::filesystem::path base;
    std::vector<planned_trial> to_do;
    std::vector<trial> earlier;  // of the same run, when it is carried on
    int trials_done_before = 0;
    bool only_check = false;    // whether the workload can run here at all; nothing is stored, and the run begun is none
    bool more_follows = false;  // its last trial is not the run's last: the run is stored as interrupted until then
    secret_lookup find_secret;
};

class running_job {
public:
    // Called on the job's thread with how the run ended, just before the run_finished event.
    using ended_callback = std::function<void(run_state)>;

    virtual ~running_job() = default;  // stops and joins
    // Waits until the workload is checked and the run is stored. Once.
    virtual result<run_id> wait_until_begun() = 0;
    virtual void stop() = 0;  // any thread, any number of times
};

}  // namespace sweeplab
