// How each trial of an open loop went over its time: how fast requests were sent, how long they took, how many workers
// there were and why. Pure; any thread. METHODS.md §4, §5.
#pragma once

#include "engine/analysis/phase_report.h"

namespace sweeplab {

// A stretch of time inside one phase, or after the last of them.
struct load_slice {
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;
    std::optional<int> phase;  // absent: requests that were still to be sent when the plan was over
    int sent = 0;              // each request once
    std::optional<double> sent_per_s() const {
        return end_ns > begin_ns ? std::optional(sent * 1e9 / static_cast<double>(end_ns - begin_ns)) : std::nullopt;
    }
};

// Of the requests that were due in it and were answered: at least as many as a p95 needs.
struct latency_slice {
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;
    int answers = 0;
    std::int64_t p95_ns = 0;  // from when they were due
};

struct load_course {
    int workers = 1;  // at the start
    int repeat = 1;
    trial_state state = trial_state::complete;
    std::string message;      // why it failed
    std::int64_t end_ns = 0;  // of what is known of it
    std::vector<load_slice> slices;
    std::vector<latency_slice> latencies;     // a stretch without answers enough has none
    std::vector<scaling_decision> decisions;  // in their order

    bool cut_short() const { return state == trial_state::failed; }
    int workers_at(std::int64_t ns) const;
    const load_slice* slice_at(std::int64_t ns) const;
    const latency_slice* latency_at(std::int64_t ns) const;
};

struct load_report {
    std::vector<planned_phase> phases;
    std::vector<load_course> courses;  // by workers, then by repeat
    bool empty() const { return courses.empty(); }
};

// Of the trials that make_phase_report() counts. Needs attempts.
load_report make_load_report(const run_record& run, std::vector<planned_phase> phases);

}  // namespace sweeplab
