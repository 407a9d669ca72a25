// A sweep that is carried out on another machine: `ssh NAME sweeplab-cli remote-run` as a child, told what to do through its
// stdin. What it tells is kept here as it comes (remote_recorder.h). Keys do not travel: the plan names them, and the other
// machine looks them up.
#pragma once

#include <future>
#include <thread>

#include "engine/foundation/line_splitter.h"
#include "engine/process/child_process.h"
#include "engine/session/remote_recorder.h"

namespace sweeplab {

// "ssh ryzen" → {ssh, ryzen, sweeplab-cli, remote-run}. A way that names the program itself ("ssh box /opt/sweeplab-cli") is
// taken as it is. Words are separated by spaces.
std::vector<std::string> remote_command(const std::string& reached_by);

class remote_job final : public running_job {
public:
    remote_job(sweep_task work, run_store& store, event_hub& hub, ended_callback ended);
    ~remote_job() override;  // stops and joins

    result<run_id> wait_until_begun() override;
    void stop() override;

private:
    void work();
    result<void> start();
    void take_output(std::string_view piece);
    void take_line(std::string_view line);
    void give_up(error why);  // the child is ended; why is said
    void ask_to_stop();
    void finish();
    error why_it_ended() const;

    sweep_task task_;
    run_store& store_;
    event_hub& hub_;
    ended_callback ended_callback_;
    std::string host_name_;
    std::vector<std::string> command_;
    std::unique_ptr<event_loop> loop_;
    std::unique_ptr<child_waiter> waiter_;
    std::unique_ptr<child_process> child_;
    remote_recorder recorder_;
    line_splitter output_;
    std::optional<error> fault_;
    std::optional<process_outcome> outcome_;
    bool stop_asked_ = false;
    std::promise<result<run_id>> begun_;
    bool begun_told_ = false;
    std::thread thread_;
};

}  // namespace sweeplab
