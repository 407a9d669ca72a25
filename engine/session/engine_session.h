// The facade that both front ends use: the library of runs, host profiles, the running sweep, the
// simulated endpoint. Every call may be made from any thread and none waits for a sweep; events come on
// engine threads.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/model/plan.h"
#include "engine/model/run_event.h"
#include "engine/simulator/simulated_endpoint.h"
#include "engine/store/run_store.h"
#include "engine/workload/workload.h"

namespace sweeplab {

struct remote_order;  // remote_lines.h

struct session_options {
    store_options store;
    secret_lookup find_secret = secret_from_environment;
    bool with_examples = false;       // put the published examples into a new, empty library
    std::filesystem::path resources;  // where they lie; empty: found by find_resources()
};

// The resources folder: $SWEEPLAB_RESOURCES, beside the program, in the source tree, or installed.
std::filesystem::path find_resources();

struct run_request {
    plan work;
    std::filesystem::path base;  // relative paths of the plan start here
    host_profile host;           // where it runs; one with `reached_by` is another machine, reached so
    bool simulated = false;      // set by itself when the endpoint is the simulated one
};

// How two sweeps in turn ended.
struct interleaved_outcome {
    run_id a;
    run_id b;  // 0 when it did not come so far
    run_state state = run_state::complete;
    std::string message;  // why the next round could not begin; else the runs' own events say it
};

// What one job gave, for "try one job".
struct trial_job_result {
    bool succeeded = false;
    attempt span;
    std::string item_text;
};

// Time and money that a plan will take, from saved runs of the same work where there are any.
struct plan_estimate {
    int trials = 0;
    int jobs = 0;
    std::optional<double> seconds;
    std::optional<double> cost;
    std::string currency;
    std::string basis;     // "from run 12 on this host", "unknown until one trial has run"
    bool at_most = false;  // trials, jobs, seconds and cost are bounds: it may end earlier
};

class engine_session {
public:
    static result<std::unique_ptr<engine_session>> open(session_options options);
    virtual ~engine_session() = default;  // stops the sweep, ends the process groups, drains the writer

    virtual void add_sink(event_sink& sink) = 0;
    virtual void remove_sink(event_sink& sink) = 0;  // no event arrives after this returns

    // One sweep at a time; the error says which run is under way. First asks whether the workload can run at
    // all, which can take as long as the endpoint's connect limit (stop() ends it): call it off the window's
    // thread. When it cannot, nothing is stored. Returns once the run is stored and its first trial is next.
    virtual result<run_id> start(run_request request) = 0;
    // Two sweeps in turn, round by round: A B B A. Begins as start() does, with a round of A, and becomes two runs, whose
    // names say which is A and which is B. `done` comes on an engine thread, when sweeping() is false again.
    virtual result<run_id> start_interleaved(run_request a, run_request b,
                                             std::function<void(interleaved_outcome)> done) = 0;
    // A sweep for another Sweeplab, which keeps the run. As start().
    virtual result<run_id> carry_out(const remote_order& order) = 0;
    // Redoes what is missing of an interrupted or cancelled run, under the same plan. `base` as in run_request.
    virtual result<run_id> resume(run_id run, std::filesystem::path base = {}) = 0;
    // What is missing of two that were measured in turn, in turn again. `done` as of start_interleaved().
    virtual result<run_id> resume_interleaved(run_id a, run_id b, std::function<void(interleaved_outcome)> done) = 0;
    virtual void stop() = 0;  // idempotent; run_finished follows
    virtual bool sweeping() const = 0;
    virtual run_id current_run() const = 0;
    virtual void wait() = 0;  // until no sweep is under way

    // Runs one item of the workload and nothing else, stores nothing. `done` comes on an engine thread.
    virtual void try_one_job(plan work, std::filesystem::path base, std::function<void(result<trial_job_result>)> done) = 0;
    virtual result<plan_estimate> estimate(const plan& work, const std::filesystem::path& base,
                                           const std::string& host_id) = 0;

    // This machine, read once and then kept.
    virtual const host_profile& this_host() = 0;
    virtual result<std::vector<host_profile>> hosts() = 0;  // this machine first, then those entered by hand

    // Starts the built-in endpoint, or gives the one that runs. Its runs are marked as simulated.
    virtual result<std::string> simulated_base_url(const simulator_options& options = {}) = 0;

    virtual run_store& store() = 0;
};

}  // namespace sweeplab
