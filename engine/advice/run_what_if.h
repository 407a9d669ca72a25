// What a saved run would take if its items were carried out otherwise: what_if.h asked of the items as they were measured
// at 1 worker, with what a worker spends beside them and how much they slow each other down. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/advice/run_analysis.h"
#include "engine/advice/what_if.h"

namespace sweeplab {

struct run_what_if {
    what_if_report report;             // with cases, or else a fault
    std::vector<std::string> names;    // of the items
    bool has_dependencies = false;     // items wait for each other; else only the number of workers is asked about
    int workers = 1;                   // of the run as it is: the recommended count, else the largest measured
    std::optional<double> measured_s;  // at that count; absent where it was not measured
    std::string basis;                 // what the times stand on, in a sentence
};

// `made` is the analysis of the same run; `workers`, where given, takes the place of its recommended count. Why there is
// none, in words, where the run says too little.
tl::expected<run_what_if, std::string> what_if_of(const run_record& run, const run_analysis& made,
                                                  std::optional<int> workers = {});

// "As it is", "One more worker, 5 in all", "“risk” beside what it waits for".
std::string change_in_words(const run_what_if& asked, const what_if& one);
// "No number of workers gets below 140 s: profile → ideas → competitive." Long chains without their middle.
std::string critical_path_in_words(const run_what_if& asked, const what_if& one);
// The change that saves most, in a sentence; or that none does.
std::string describe_what_if(const run_what_if& asked);

// As to_json(what_if_report), with {workers, measured_s, has_dependencies, basis, text, critical_path: ["names"]}.
json to_json(const run_what_if& asked);

}  // namespace sweeplab
