// What the bench measures, in the order of its table, and the rows that come of it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "packaging/bench/outside_programs.h"
#include "packaging/bench/report.h"
#include "packaging/bench/server_process.h"

namespace sweeplab::bench {

// Where an experiment runs.
struct surroundings {
    std::string self;                // this program, for one measurement a process
    std::filesystem::path programs;  // the folder of the built programs
    std::filesystem::path folder;    // of this bench's own files, removed at the end
    processor_pair processors;
    const server_process* server = nullptr;
};

// Carried out once a round; puts its value under the key.
struct experiment {
    std::string key;
    std::function<result<json>()> run;  // flat figures: {"per_s": 1.5} goes to "KEY.per_s"
};

struct experiment_list {
    std::vector<experiment> experiments;
    std::vector<row> rows;
    std::vector<std::string> skipped;  // "wrk is not installed"
};

void add_requests(experiment_list& list, const surroundings& around);
void add_streams(experiment_list& list, const surroundings& around);
void add_commands(experiment_list& list, const surroundings& around);
void add_spans(experiment_list& list, const surroundings& around);
void add_library(experiment_list& list, const surroundings& around);
void add_accounting(experiment_list& list, const surroundings& around);
void add_memory(experiment_list& list, const surroundings& around);
void add_window(experiment_list& list, const surroundings& around);

// One measurement by a process of its own on the client's processor, or on any.
result<json> measure_apart(const surroundings& around, const std::string& what, const json& settings, bool pinned = true);

}  // namespace sweeplab::bench
