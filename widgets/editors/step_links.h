// The steps of a "pipeline" workload while they are edited: what is there of them, however unfinished, as JSON. Whether it
// is right is the engine's reader to say. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"

namespace sweeplab {

enum class step_kind { none, model, command, wait };

step_kind kind_of_step(const json& step);
const char* key_of(step_kind kind);  // "llm", "command", "wait_s"; "" for none
std::string name_of_step(const json& step);
std::vector<std::string> names_of_steps(const json& steps);
// How long a step says that it takes: a wait's seconds, or what the simulated endpoint is told.
std::optional<double> stated_seconds(const json& step);

// `to` begins after `from`; `text`: because it uses its text. One for each pair. Names that no step has make none.
struct step_link {
    int from = 0;
    int to = 0;
    bool text = false;
    bool operator==(const step_link&) const = default;
};
std::vector<step_link> links_of_steps(const json& steps);

// The steps of the chain that takes the longest, first to last; empty when a step does not say how long it takes, or
// when they wait for each other in a circle.
struct longest_chain {
    std::vector<int> steps;
    double seconds = 0;
};
longest_chain longest_chain_of(const json& steps);

// A name that no step has: "step 4".
std::string free_step_name(const json& steps);

// The workload with another name for a step, there and wherever it is named. A name that other steps have, or that none
// can have, is written to the step alone.
json with_step_renamed(json workload, std::size_t step, const std::string& name);

// The workload without a step. It is taken out of "after" and of milestones; texts that use it stay as they are.
struct step_removal {
    json workload;
    std::vector<std::string> waited;            // steps that named it in "after"
    std::vector<std::string> reading;           // steps whose texts still name it
    std::vector<std::string> milestones;        // that it belonged to
    std::vector<std::string> ended_milestones;  // that it was the only step of: gone with it
};
step_removal without_step(json workload, std::size_t step);

}  // namespace sweeplab
