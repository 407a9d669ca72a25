// How a soak went over its time, as small values instead of histograms: what the window keeps while one runs, and what it
// draws. A percentile stands for a stretch of time with gaps enough for it. Pure; any thread.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "engine/foundation/clock.h"
#include "engine/model/run.h"

namespace sweeplab {

// Times are on one axis for all parts of a soak, on which an interruption takes little room, however long it was.
struct soak_value {
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;
    double value = 0;
    bool joined = false;  // goes on from the one before; else something is missing between them
    bool operator==(const soak_value&) const = default;
};

struct soak_line {
    std::vector<soak_value> values;  // by time
    bool at_end = false;             // a size as it was at the end of its time, instead of what held all the while
    bool empty() const { return values.empty(); }
    std::int64_t place_of(const soak_value& one) const { return at_end ? one.end_ns : (one.begin_ns + one.end_ns) / 2; }
    const soak_value* at(std::int64_t ns) const;  // null: nothing is known of that time
};

struct soak_part {
    trial_id trial;
    unix_ms started_at = 0;
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;     // of what is known of it
    std::int64_t before_ns = 0;  // what the parts before it lasted
    bool operator==(const soak_part&) const = default;
};

struct soak_course {
    int workers = 1;
    int repeat = 1;
    bool warm_up = false;
    bool live = false;  // still going on
    trial_state state = trial_state::complete;
    bool own_process = true;  // no process is named: Sweeplab itself
    std::vector<soak_part> parts;
    soak_line gap_p50, gap_p95, gap_p99, jitter_p95;  // nanoseconds
    soak_line cpu_pct, memory_bytes;
    std::vector<soak_line> series;  // as they were read
    std::int64_t requests = 0;
    std::int64_t failed = 0;

    std::int64_t end_ns() const { return parts.empty() ? 0 : parts.back().end_ns; }
    std::int64_t measured_ns() const;
    // The time of all parts before that place; in an interruption, up to it.
    std::int64_t measured_at(std::int64_t ns) const;
    std::int64_t place_of_measured(std::int64_t measured_ns) const;
    const soak_part* part_at(std::int64_t ns) const;
};

// Makes a course from samples as they come.
class soak_course_maker {
public:
    // `most_values`: of each line; beyond it every line is halved, its highs and lows kept. 0: all.
    explicit soak_course_maker(std::size_t most_values = 0) : most_values_(most_values) {}

    void begin_part(trial_id trial, unix_ms started_at, std::int64_t begin_ns);
    void add(const soak_sample& sample);
    soak_course& course() { return course_; }
    const soak_course& course() const { return course_; }

private:
    // Waits until there are values enough for a percentile.
    struct waiting {
        histogram values;
        std::int64_t begin_ns = 0;
        bool joined = false;
    };
    void add_percentile(std::size_t place, const histogram& values, std::int64_t end_ns);
    void add_gauges(const soak_sample& sample, std::int64_t begin_ns, std::int64_t end_ns);
    void add_value(soak_line& line, std::optional<double> value, std::int64_t begin_ns, std::int64_t end_ns);
    std::vector<soak_line*> lines();

    soak_course course_;
    std::array<waiting, 4> waiting_;
    std::size_t most_values_;
};

// Every soak of a run with its parts, by workers, then by repeat; of the trials that make_soak_report() counts.
// Between two parts `gap_ns` is left free.
std::vector<soak_course> make_soak_courses(const run_record& run, std::int64_t gap_ns);
// `live` put after what is saved of the same soak, in the place of what may be saved of the same trial.
void add_live_part(soak_course& saved, const soak_course& live, std::int64_t gap_ns);

// Growth a second, of what only grows. Where it fell it was started anew, and nothing is said of that time.
soak_line growth_a_second(const soak_line& counter);
// At most about twice as many values as `groups`, by time; the highest and the lowest of each group are kept.
soak_line thinned(const soak_line& line, std::size_t groups);

}  // namespace sweeplab
