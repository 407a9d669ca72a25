// A sweep on this machine: its thread, its trial loop, its recorder.
#pragma once

#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

#include "engine/session/event_hub.h"
#include "engine/session/run_recorder.h"
#include "engine/session/running_job.h"
#include "engine/store/run_store.h"
#include "engine/sweep/sweep_runner.h"

namespace sweeplab {

class sweep_job final : public running_job {
public:
    sweep_job(sweep_task work, run_store& store, event_hub& hub, ended_callback ended);
    ~sweep_job() override;  // stops and joins

    result<run_id> wait_until_begun() override;
    void stop() override;

private:
    void work();
    void set_runner(sweep_runner* runner);
    result<run_id> begin(sweep_runner& runner);
    result<run_id> store_run();
    void carry_out(sweep_runner& runner, run_recorder& recorder, run_id run);
    void report_progress(run_recorder& recorder);  // now and every quarter of a second
    void give_up(error why);

    sweep_task task_;
    run_store& store_;
    event_hub& hub_;
    ended_callback ended_;
    std::unique_ptr<event_loop> loop_;
    std::promise<result<run_id>> begun_;
    std::mutex runner_mutex_;
    sweep_runner* runner_ = nullptr;  // while it lives
    bool stop_requested_ = false;
    std::thread thread_;
};

}  // namespace sweeplab
