// One sweep under way: its thread, its trial loop, its recorder.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

#include "engine/session/event_hub.h"
#include "engine/session/run_recorder.h"
#include "engine/store/run_store.h"
#include "engine/sweep/sweep_runner.h"

namespace sweeplab {

class sweep_job {
public:
    struct task {
        plan work;          // with real addresses in it
        run_record record;  // what is stored at the start; its id is set when a run is resumed
        std::filesystem::path base;
        std::vector<planned_trial> to_do;
        std::vector<trial> earlier;  // of the same run, when it is resumed
        int trials_done_before = 0;
        secret_lookup find_secret;
    };

    // `ended` is called on the job's thread, just before its run_finished event.
    sweep_job(task work, run_store& store, event_hub& hub, std::function<void()> ended);
    ~sweep_job();  // stops and joins

    // Waits until the workload is checked and the run is stored.
    result<run_id> wait_until_begun();
    void stop();  // any thread, any number of times

private:
    void work();
    void set_runner(sweep_runner* runner);
    result<run_id> begin(sweep_runner& runner);
    result<run_id> store_run();
    progress_meter meter_for(run_id run) const;
    void carry_out(sweep_runner& runner, run_recorder& recorder, run_id run);
    void report_progress(run_recorder& recorder);  // now and every quarter of a second
    void give_up(error why);

    task task_;
    run_store& store_;
    event_hub& hub_;
    std::function<void()> ended_;
    std::unique_ptr<event_loop> loop_;
    std::promise<result<run_id>> begun_;
    std::mutex runner_mutex_;
    sweep_runner* runner_ = nullptr;  // while it lives
    bool stop_requested_ = false;
    std::thread thread_;
};

}  // namespace sweeplab
