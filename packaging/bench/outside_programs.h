// Running other programs for the bench: peers, and this program itself for one measurement.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/error.h"

namespace sweeplab::bench {

struct program_call {
    std::vector<std::string> argv;  // [0] is a path, or is looked up in PATH
    std::optional<int> cpu;         // pinned to it
    std::optional<std::string> input;
    std::vector<std::string> more_environment;  // "NAME=value"
    double limit_s = 60;
};

struct program_answer {
    std::string output;
    double seconds = 0;  // from just before its start to its end
};

// An error when it cannot be run, fails, or goes over its limit.
result<program_answer> run_program(const program_call& call);
bool is_installed(const std::string& program);

// The first two processors this process may use, one for the server and one for the client; both absent
// when there is only one, or no taskset.
struct processor_pair {
    std::optional<int> server;
    std::optional<int> client;
};
processor_pair choose_processors();

// The number after `label` in a program's report: "Requests/sec:  150000.12".
std::optional<double> number_after(const std::string& text, const std::string& label);

}  // namespace sweeplab::bench
