// How long answers took: their distribution by worker count, with percentiles where there are enough answers for
// them. Pure functions; any thread. METHODS.md §4, §5.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

inline constexpr int latency_definition = 1;  // definition id of these metrics; changes when their meaning does

// One value for each answer. A chunk gap is the mean of the answer's own gaps: the gaps of one answer hang together,
// and taken one by one they would feign a precision that is not there.
enum class latency_quantity { first_token, per_token, whole, chunk_gap, first_token_from_due, whole_from_due };
inline constexpr std::array all_latency_quantities = {latency_quantity::first_token,
                                                      latency_quantity::per_token,
                                                      latency_quantity::whole,
                                                      latency_quantity::chunk_gap,
                                                      latency_quantity::first_token_from_due,
                                                      latency_quantity::whole_from_due};
std::string_view key_of(latency_quantity quantity);   // "first_token": JSON and CSV
std::string_view name_of(latency_quantity quantity);  // "Time to first token"
// The same counted from when it was due; absent where there is no such.
std::optional<latency_quantity> from_due(latency_quantity quantity);

// What "whole" is in a run: an answer's last content after its request was sent, or a process's end after its start.
enum class whole_basis { none, answers, processes, both };

struct latency_percentile {
    std::optional<std::int64_t> ns;  // an answer's own time (nearest rank), so that it lies on the curve
    std::int64_t lo_ns = 0;          // 95 %, distribution-free
    std::int64_t hi_ns = 0;
    std::string refused;  // why there is no value
};

// In thousandths: p50, p90, p95, p99, p99.9.
inline constexpr std::array<int, 5> latency_percentiles = {500, 900, 950, 990, 999};
std::string percentile_name(int thousandths);  // "p99.9"
// Five answers must be expected beyond a percentile: 100 for p95. Its 95 % interval then has both ends.
std::size_t answers_needed(int thousandths);

struct latency_distribution {
    std::vector<std::int64_t> sorted_ns;
    std::size_t missing = 0;  // answers without this value
    std::array<latency_percentile, latency_percentiles.size()> percentiles;

    const latency_percentile& percentile(int thousandths) const;
};

struct latency_point {
    int workers = 1;
    int trials = 0;           // counted ones with attempts
    std::size_t answers = 0;  // attempts that succeeded
    std::size_t failed = 0;   // attempts that did not: in no distribution
    std::array<latency_distribution, all_latency_quantities.size()> distributions;

    const latency_distribution& of(latency_quantity quantity) const;
};

struct latency_report {
    run_id run;
    bool any_counted = false;       // a trial is complete and counted
    bool tokens_estimated = false;  // the tokens of some answer are its chunks: "~"
    whole_basis basis = whole_basis::none;
    std::vector<latency_point> points;  // by workers, ascending; only those with attempts

    bool has(latency_quantity quantity) const;  // any answer has it
};

// Needs attempts. Answers counted from when they were due are there only where that makes a difference: some answer
// was sent more than 1 ms and more than 1 % of its own time after it was due.
latency_report make_latency_report(const run_record& run);

// Ranks, from 1, of the answers between which the percentile lies with 95 % confidence, whatever the distribution:
// the binomial distribution of how many answers lie below it. Absent with too few answers.
struct rank_interval {
    std::size_t lo = 1;
    std::size_t hi = 1;
    bool operator==(const rank_interval&) const = default;
};
std::optional<rank_interval> percentile_ranks(std::size_t answers, int thousandths);

// What a value means in this run: "first content − request sent".
std::string definition_of(latency_quantity quantity, whole_basis basis);

// "Time to first token p95 grows from 210 ms at 1 worker to 1.40 s at 16": the highest percentile up to p95 that the
// counts have. Without any, why.
std::string describe_latency(const latency_report& report, latency_quantity quantity);

}  // namespace sweeplab
