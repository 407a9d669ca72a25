// What a soak showed: how evenly chunks came, what the watched process used, and whether its memory grew. Pure; any thread.
// METHODS.md §5 (chunk gap), RFC 3550 §6.4.1 (jitter), growth.h. MB are 10^6 bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/growth.h"
#include "engine/foundation/json_reader.h"
#include "engine/model/run.h"

namespace sweeplab {

inline constexpr int soak_definition = 1;  // definition id of these figures; changes when their meaning does

// What the plan says of it.
struct soak_terms {
    double duration_s = 0;
    double settled_after_s = 0;  // what comes before says nothing of growth
    double alarm_mb_per_h = 20;
    double harmless_mb_per_h = 10;
    struct series_term {
        std::string name;
        bool counter = false;  // it only grows: its growth a second is what says something
    };
    std::vector<series_term> series;
};

// In nanoseconds. A percentile is absent where fewer than five values are expected beyond it.
struct spread_of_times {
    histogram values;
    std::optional<double> percentile(int thousandths) const;
    std::optional<double> mean() const { return values.mean(); }
    std::optional<double> most() const;
};

// Of a gauge over the soak.
struct gauge_course {
    int samples = 0;
    std::optional<double> first, last, mean, p95, most;  // p95 from 100 samples on
};

// Each is said only when the growth that it speaks of would come to 1 MB over the time that was measured: a rate an hour
// from some seconds is no finding.
enum class leak_verdict {
    none,      // growth is surely below what is harmless
    leak,      // surely above the alarm, in the second half too
    grows,     // surely more than nothing, and neither of the two
    settling,  // it grew, but in the second half no more than is harmless
    undecided  // too short, or too uneven
};
std::string_view to_text(leak_verdict verdict);

struct memory_course {
    gauge_course bytes;
    std::optional<growth_estimate> growth;       // bytes an hour, once settled
    std::optional<growth_estimate> second_half;  // of what the growth is made from
    leak_verdict verdict = leak_verdict::undecided;
};

struct series_course {
    std::string name;
    bool counter = false;  // then the values are growth a second, resets left out
    gauge_course values;
    std::optional<growth_estimate> growth;  // an hour, of a gauge, from five minutes on
};

// One soak: a repeat at one number of clients, with all parts that it was cut into.
struct soak_row {
    int workers = 1;
    int repeat = 1;
    int parts = 1;
    trial_state state = trial_state::complete;  // of the last part
    std::string message;
    double measured_s = 0;  // of all parts
    spread_of_times gaps, jitter, first_content;
    std::int64_t chunks = 0;
    std::int64_t requests = 0;
    std::int64_t failed = 0;
    bool own_process = false;  // no process was named: Sweeplab itself, a built-in simulated endpoint included
    gauge_course cpu_pct;      // of one processor; of the watched process with its descendants
    memory_course memory;
    gauge_course gpu_memory_bytes;  // of all GPUs, whoever uses them
    std::vector<series_course> series;

    // Of all chunks or gaps, 0 to 1.
    std::optional<double> gaps_below(double milliseconds) const { return gaps.values.share_below(milliseconds * 1e6); }
    std::optional<double> jitter_below(double milliseconds) const { return jitter.values.share_below(milliseconds * 1e6); }
};

struct soak_report {
    soak_terms terms;
    std::vector<soak_row> rows;  // by workers, then by repeat
    bool empty() const { return rows.empty(); }
};

bool is_soak(const run_record& run);

// Needs soak samples (load_detail::attempts). Warm-ups and trials that were left out do not count.
soak_report make_soak_report(const run_record& run, const soak_terms& terms);

struct soak_words {
    std::string headline;  // "30 min: 99.8 % of chunk gaps below 50 ms; no leak: memory grows by less than 10 MB/h"
    std::string detail;
};
soak_words describe_soak(const soak_report& report);
// "no leak: growth is surely below 10 MB/h (1.2, −0.4 to 2.8)".
std::string leak_in_words(const memory_course& memory, const soak_terms& terms);

// {definition, duration_s, rows: [{workers, repeat, parts, state, measured_s, chunks, requests, failed,
//   gap_ms: {count, p50, p95, p99, max, mean}, jitter_ms: {…}, first_content_ms: {…}, process: "watched"|"sweeplab",
//   cpu_pct: {samples, first, last, mean, p95, max}, memory_mb: {…, growth_mb_per_h: {value, lo, hi, independent_samples},
//   second_half_mb_per_h, verdict}, gpu_memory_mb: {…}, series: [{name, counter, …, growth_per_h}]}]}
json to_json(const soak_report& report);

// What loss tables, laws, predictions and advice say of it.
std::string soak_time_words();

}  // namespace sweeplab
