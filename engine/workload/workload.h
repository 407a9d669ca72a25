// Carrying out a workload's jobs on the trial loop. One class a kind, made from its spec by
// make_workload() (workload_kinds.h); the sweep, store, analysis and charts know only this interface.
// All calls and callbacks on the loop's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/dispatch/dispatcher.h"
#include "engine/foundation/event_loop.h"
#include "engine/model/plan.h"

namespace sweeplab {

// Finds the value of a named key: environment, or the desktop's keyring. Any thread. Empty: not there.
using secret_lookup = std::function<std::string(const std::string& name)>;
std::string secret_from_environment(const std::string& name);

struct workload_environment {
    event_loop& loop;
    std::filesystem::path base;  // relative paths of the plan start here
    secret_lookup find_secret = secret_from_environment;
    // For tests and the window's "try one job": limits on what is kept of an output.
    std::size_t kept_output_bytes = 64 * 1024;
};

struct trial_setting {
    int workers = 1;
    int slots = 1;
    std::uint64_t seed = 1;            // of this trial: {seed}
    const item_list* items = nullptr;  // outlives the trial
    duration done_before{};            // of a soak that was cut off: what its earlier parts lasted
    instant began{};                   // set when the timed part begins; times in attempts count from here
};

// Everything an ended attempt has to say. The item, number and worker of `span`, and its claimed and
// released times, are the sweep's to fill.
struct job_outcome {
    job_verdict verdict;
    attempt span;  // state, reason, message, start_ns, end_ns, measures, texts, chunk times
    // The answer or stdout of a job that succeeded, unlike the span's text never cut: where it was asked for and not too
    // long.
    std::optional<std::string> whole_text{};
};

class job_listener {
public:
    virtual ~job_listener() = default;
    // Decoding is done; the clock of the attempt stopped at span.end_ns already. Never from inside start().
    virtual void on_job_ended(const job_ticket& ticket, job_outcome outcome) = 0;
};

class workload {
public:
    // Drops what is pending: no callback comes from a destroyed workload.
    virtual ~workload() = default;

    // Once before the first trial: everything that can be wrong without running an item (endpoint
    // unreachable, key missing or refused, model unknown, command not found). `done` is called exactly once.
    virtual void check(std::function<void(result<void>)> done) = 0;
    // After check(): the other side is a simulated endpoint, so what is measured is marked as simulated.
    virtual bool simulated() const { return false; }

    // Before each trial, untimed: opens connections, resets state. `done` is called exactly once.
    virtual void prepare(const trial_setting& setting, std::function<void(result<void>)> done) = 0;
    // After prepare(): how long the other side takes to answer when it has nothing to do; absent when there is no
    // other side, or when it was not asked.
    virtual std::optional<duration> round_trip() const { return std::nullopt; }

    // The timed part begins: `began` is the zero of all times in attempts.
    virtual void begin(instant began) = 0;
    virtual void start(const job_ticket& ticket, job_listener& listener) = 0;
    virtual void cancel(const job_ticket& ticket) = 0;

    // After each trial, untimed: closes what must not live into the next. No job is running.
    virtual void finish() = 0;
};

}  // namespace sweeplab
