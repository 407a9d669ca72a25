// "Try one job": runs one item of a workload and stores nothing.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

#include "engine/session/engine_session.h"

namespace sweeplab {

class one_job {
public:
    // Calls `done` exactly once, on a thread of its own.
    one_job(plan work, std::filesystem::path base, secret_lookup find_secret,
            std::function<void(result<trial_job_result>)> done);
    ~one_job();  // ends the job if it still runs, and joins
    bool ended() const { return ended_; }

private:
    result<trial_job_result> carry_out(const plan& work, const std::filesystem::path& base,
                                       const secret_lookup& find_secret);

    std::unique_ptr<event_loop> loop_;
    std::atomic<bool> give_up_ = false;
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

}  // namespace sweeplab
