// A baseline run beside an optimised one, in the tables that such reports have: latency, CPU, memory, GPU memory, each
// figure with what it improved by and what was asked for. A figure that nobody measured is pending. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/targets/targets.h"

namespace sweeplab {

struct baseline_row {
    std::string name;  // "p95"
    std::string unit;
    std::optional<double> baseline;
    std::optional<double> optimised;
    std::optional<double> improvement_pct;  // above 0: better
    std::optional<double> lo;               // 95 %
    std::optional<double> hi;
    std::string why_pending;             // of what is absent
    std::vector<target_result> targets;  // on this figure, judged for the optimised run
};

struct baseline_table {
    std::string name;  // "Chunk gap"
    int workers = 1;
    std::vector<baseline_row> rows;
};

struct baseline_report {
    std::string baseline_name;
    std::string optimised_name;
    std::vector<baseline_table> tables;
    std::vector<std::string> warnings;  // simulated, other hosts or work
};

// Both loaded with attempts and samples. At `workers`, else at every worker count that both have.
baseline_report make_baseline_report(const run_record& baseline, const run_record& optimised, const target_set& targets = {},
                                     std::optional<int> workers = {});

inline constexpr std::string_view pending_cell = "pending";

// The texts of a row's cells; "pending" where there is nothing.
struct baseline_cells {
    std::string name, baseline, optimised, improvement, target;
};
baseline_cells cells_of(const baseline_row& row);

// {baseline, optimised, tables: [{name, workers, rows: [{name, unit, baseline, optimised, improvement_pct, lo, hi,
//   targets: [{id, rule, state}]}]}], warnings}
json to_json(const baseline_report& report);

}  // namespace sweeplab
