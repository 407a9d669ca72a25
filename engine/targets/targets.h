// Targets: rules that a run must meet. Read strictly from JSON; judged against a number or against a baseline run. Pure; any
// thread.
//
//   {"sweeplab_targets": 1, "name": "streaming", "targets": [
//     {"id": "SC-001", "metric": "chunk_gap_ms", "share_below": {"limit": 50, "at_least_pct": 99}},
//     {"id": "SC-003", "metric": "cpu_pct", "statistic": "mean", "below_baseline_pct": 30},
//     {"id": "SC-004", "metric": "memory_growth_mb", "over_h": 8, "below": 10},
//     {"id": "eff", "metric": "efficiency_pct", "workers": 4, "at_least": 70}]}
//
// Each target has exactly one rule: "below", "at_most", "above", "at_least" with a number; "share_below"; or
// "below_baseline_pct", "above_baseline_pct": by at least so many percent, where −5 means "at most 5 % worse".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"
#include "engine/targets/reading.h"

namespace sweeplab {

inline constexpr int targets_format = 1;  // "sweeplab_targets" in a file; newer ones are refused

enum class target_rule { below, at_most, above, at_least, share_below, below_baseline, above_baseline };

struct target {
    std::string id;
    std::string name;  // what it is about, for people; empty: the figure's
    std::string metric;
    statistic which = statistic::value;
    std::optional<int> workers;  // absent: every worker count of the run
    target_rule rule = target_rule::at_most;
    double limit = 0;         // the number; of share_below what the values are to be below; of a baseline rule percent
    double at_least_pct = 0;  // of share_below
    std::optional<double> over_h;
    std::string series;  // of the metric "series": a name as the soak's plan asks for it
};

struct target_set {
    std::string name;
    std::string about;
    std::string source;
    std::vector<target> targets;
};

// From a file's text; `what` names it in messages.
result<target_set> parse_targets(std::string_view text, const std::string& what);
result<target_set> read_targets(const json& document);

// "nightly (run 12)"
std::string name_of(const run_record& run);
// "at least 99 % of Chunk gap below 50 ms", "mean CPU at least 30 % below the baseline"
std::string rule_in_words(const target& value);
bool asks_for_a_baseline(const target& value);

enum class target_state { pass, fail, pending };
std::string_view to_text(target_state state);

struct target_result {
    target asked;
    target_state state = target_state::pending;
    std::optional<int> workers;   // where it was read: of several worker counts the one nearest to failing
    std::optional<double> value;  // in the figure's unit; of a baseline rule the change in percent, below 0: less
    std::optional<double> lo;     // 95 %
    std::optional<double> hi;
    std::optional<double> margin;     // what is left to the limit, in the same unit; below 0: missing
    bool within_uncertainty = false;  // the interval reaches over the limit
    std::optional<double> run_value;  // of a baseline rule
    std::optional<double> baseline_value;
    std::string why_pending;  // or why it fails without a value
    std::string basis;        // what the value is of: "3 trials", "1,200 chunk gaps"
    std::string words;        // "97.2 % (96.8 – 97.5), 1.8 % short, of 3 trials"
};

struct target_report {
    target_set set;
    std::string run_name;
    std::string baseline_name;  // empty: there is none
    bool simulated = false;
    std::string currency;
    std::vector<target_result> results;  // in the file's order
    std::vector<std::string> warnings;   // the baseline did other work; trials that do not count
    int count(target_state state) const;
    bool failed() const { return count(target_state::fail) > 0; }
};

// Both loaded with attempts and samples. Without a baseline, rules that need one are pending. Where every trial at a
// worker count failed, so does what is asked of it: there is nothing left to wait for.
target_report check_targets(const target_set& set, const run_record& run, const run_record* baseline = nullptr);

// {run, baseline, passed, failed, pending, warnings, targets: [{id, rule, state, value, lo, hi, margin, unit, …}]}
json to_json(const target_report& report);
// For build servers: one test case a target; a failed one is a failure, a pending one is skipped.
std::string to_junit(const target_report& report);

}  // namespace sweeplab
