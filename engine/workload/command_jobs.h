// Processes as jobs on the trial loop: started, watched, cancelled, their results read. What is run comes with each job, so
// that unlike commands can share it. On the loop's thread.
#pragma once

#include <memory>
#include <unordered_map>

#include "engine/foundation/task_thread.h"
#include "engine/process/child_process.h"
#include "engine/process/tree_memory.h"
#include "engine/workload/command_spec.h"
#include "engine/workload/workload.h"

namespace sweeplab {

class command_jobs {
public:
    struct call {
        std::shared_ptr<const command_spec> spec;  // its time limit, and how the end is judged
        result<process_request> request;
        std::size_t kept_output_bytes = 64 * 1024;
        std::size_t whole_text_bytes = 0;  // an output of up to so many is handed on whole
    };

    explicit command_jobs(event_loop& loop);
    ~command_jobs();  // drops what is pending
    command_jobs(const command_jobs&) = delete;
    command_jobs& operator=(const command_jobs&) = delete;

    // As those of a workload.
    result<void> prepare(int slots);
    void begin(instant began) { began_ = began; }
    void start(const job_ticket& ticket, call what, job_listener& listener);
    void cancel(const job_ticket& ticket);
    void finish();

private:
    struct running_job {
        job_ticket ticket;
        job_listener* listener = nullptr;
        std::unique_ptr<child_process> child;  // null once it has ended
        timer_id timer = timer_id::none;
        pid_t watched = 0;  // by `memory_`
    };

    void on_process_ended(const job_ticket& ticket, const std::shared_ptr<const command_spec>& spec, std::size_t kept_bytes,
                          std::size_t whole_bytes, process_outcome ended);
    void deliver(const job_ticket& ticket, job_outcome outcome);

    event_loop& loop_;
    tree_watch memory_;
    std::unique_ptr<child_waiter> waiter_;  // outlives the children
    instant began_{};
    std::unordered_map<int, running_job> jobs_;  // by worker, who does one at a time
    std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
    std::unique_ptr<task_thread> decoder_;  // made for the first command that has rules
};

}  // namespace sweeplab
