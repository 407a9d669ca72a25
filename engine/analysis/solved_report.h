// What a solved task takes where a check decides whether it is solved: agents fail now and then, and what the failed
// tries took and cost belongs to those that succeeded. Every trial that ran to its end counts, also one in which tasks
// stayed unsolved. Pure; any thread. METHODS.md §6.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"
#include "engine/model/run.h"

namespace sweeplab {

struct solved_point {
    int workers = 1;
    int trials = 0;
    int tasks = 0;  // in all trials
    int solved = 0;
    double time_s = 0;                      // of all trials
    std::optional<double> s_per_solved;     // time_s / solved: one comes out every so many seconds
    std::optional<double> mean_service_s;   // of the try that solved a task
    std::optional<double> cost_per_solved;  // of all tries, / solved; absent when the cost of one is unknown
    std::optional<double> tokens_per_solved;
    std::optional<double> cpu_s_per_solved;         // of the processes, all tries
    std::optional<std::int64_t> peak_memory_bytes;  // most of one job's processes at once, else of its largest process
};

struct solved_report {
    std::vector<solved_point> points;  // by workers; empty for a run whose plan has no check
    std::string currency;
};

solved_report make_solved_report(const run_record& run);

std::string describe_solved(const solved_report& report);  // lines for a terminal; nothing without points
json to_json(const solved_report& report);                 // [{workers, trials, tasks, solved, …}]

}  // namespace sweeplab
