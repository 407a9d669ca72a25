// An open loop in phases: what was asked for, what was sent, how long it took counted from when it was due and from when it
// was sent, and what a scaling policy did meanwhile. Pure; any thread. METHODS.md §4, §5.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/latency.h"
#include "engine/foundation/json_reader.h"
#include "engine/model/run.h"

namespace sweeplab {

struct planned_phase {
    std::string name;
    double rate = 0;  // requests a second
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;
    int requests = 0;  // of one trial
};

struct phase_latency {
    std::vector<std::int64_t> sorted_ns;
    latency_percentile p50, p95, p99;
};

// A phase at one worker count, all of its trials together. Warm-ups, trials that were left out, stopped or cut off do not
// count; those that failed do, up to where they ended.
struct phase_row {
    std::string phase;
    int workers = 1;  // at the trial's start
    int trials = 0;   // that reached the phase
    double asked_per_s = 0;
    double due_per_s = 0;  // as it came out: of Poisson arrivals by chance not what was asked
    // Sent, over the time from the phase's beginning to its end, or until the last of them was sent; mean of the trials.
    std::optional<double> sent_per_s;
    int requests = 0;  // that were due
    int not_sent = 0;
    int errors = 0;          // that finally failed
    int fewest_workers = 1;  // at any time in the phase
    int most_workers = 1;
    phase_latency from_due;
    phase_latency from_sent;
};

struct phase_trial {
    int workers = 1;
    int repeat = 1;
    trial_state state = trial_state::complete;
    std::string message;  // why it failed
    std::vector<scaling_decision> decisions;
};

struct phase_report {
    std::vector<phase_row> rows;      // by workers, then in the phases' order
    std::vector<phase_trial> trials;  // in the order carried out
    bool empty() const { return rows.empty(); }
};

inline constexpr double kept_up_share = 0.98;  // of what was due

bool is_open_loop(const run_record& run);
bool kept_up(const phase_row& row);  // as far as it was reached, everything was sent at the rate asked for

// The rules by which trials and attempts of an open loop are read, wherever they are told of.
bool speaks_of_load(const trial& one);  // it ended by itself, counts, and has attempts
std::int64_t end_of_load(const trial& one);
std::optional<std::int64_t> sent_at(const attempt& span);           // nothing: it never was
std::optional<std::int64_t> latency_from_due(const attempt& span);  // of an answered one

// Needs attempts. Empty when there are no phases, or no trial to speak of.
phase_report make_phase_report(const run_record& run, const std::vector<planned_phase>& phases);

// "With 4 workers every phase was sent at the rate asked for. With 1 worker phase "peak" reached 212 of 400 requests/s."
std::string describe_phases(const phase_report& report);

// What loss tables, laws, predictions and advice say of an open loop: its time is the plan's, whatever the workers.
std::string open_loop_words();

// {rows: [{phase, workers, trials, asked_per_s, sent_per_s, requests, not_sent, errors, workers_from, workers_to,
//          from_due_ms: {p50, p95, p99}, from_sent_ms: {…}}],
//  trials: [{workers, repeat, state, message, decisions: [{at_s, from, to, reason}]}]}; what is not known is null.
json to_json(const phase_report& report);

}  // namespace sweeplab
