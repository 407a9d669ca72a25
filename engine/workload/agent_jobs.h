// Commands whose work is in files, as an agent's is: each job in a fresh folder, its result judged by a check command in
// the same folder, its tokens and cost read from a file there. Only the command itself is the job's service; making the
// folder, the check and reading the file are the worker's overhead. On the loop's thread.
#pragma once

#include <memory>
#include <unordered_map>

#include "engine/foundation/task_thread.h"
#include "engine/workload/command_jobs.h"
#include "engine/workload/command_line.h"
#include "engine/workload/job_folders.h"

namespace sweeplab {

class agent_jobs {
public:
    agent_jobs(event_loop& loop, std::shared_ptr<const command_spec> spec, std::filesystem::path base,
               std::size_t kept_output_bytes);
    ~agent_jobs();  // drops what is pending
    agent_jobs(const agent_jobs&) = delete;
    agent_jobs& operator=(const agent_jobs&) = delete;

    // As those of a workload.
    result<void> check();
    result<void> prepare(const trial_setting& setting);
    void begin(instant began);
    void start(const job_ticket& ticket, const item& one, job_listener& listener);
    void cancel(const job_ticket& ticket);
    void finish();

private:
    enum class stage { making_folder, running, checking, reading };
    struct running_job {
        job_ticket ticket;
        job_listener* listener = nullptr;
        const item* work = nullptr;
        stage now = stage::making_folder;
        bool cancelled = false;
        std::filesystem::path folder;                         // empty: none of its own
        std::shared_ptr<result<std::filesystem::path>> made;  // the same, before the loop has heard of it
        job_outcome outcome;                                  // of the command; from stage checking on
    };
    class stage_listener;

    running_job* find(const job_ticket& ticket);
    std::string name_of(const running_job& job) const;
    void in_background(const job_ticket& ticket, std::function<void()> work, std::function<void()> then);
    void folder_made(const job_ticket& ticket, const result<std::filesystem::path>& folder);
    void run(running_job& job);
    void command_ended(const job_ticket& ticket, job_outcome outcome);
    void check_ended(const job_ticket& ticket, const job_outcome& verdict);
    void read_results(running_job& job);
    void put_folder_away(running_job& job);
    void deliver(job_ticket ticket);  // by value: the one that it names goes

    event_loop& loop_;
    std::shared_ptr<const command_spec> spec_;
    std::shared_ptr<const command_spec> run_spec_;  // without rules where they look into a file
    std::filesystem::path base_;
    std::size_t kept_bytes_;
    command_line line_;
    std::unique_ptr<command_line> check_line_;
    std::unique_ptr<job_folders> folders_;  // on the background thread
    int workers_ = 1;
    instant began_{};
    std::unordered_map<int, running_job> jobs_;  // by worker
    std::unique_ptr<stage_listener> on_command_;
    std::unique_ptr<stage_listener> on_check_;
    std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
    command_jobs commands_;
    command_jobs checks_;
    task_thread background_;
};

}  // namespace sweeplab
