// The "pipeline" workload of a plan: steps that use each other's results, once for each item. Immutable after reading: any
// thread.
//
//   {"kind": "pipeline", "endpoint": {…},
//    "steps": [{"name": "research", "llm": {"prompt": "Collect facts about {item}.", "max_tokens": 200}},
//              {"name": "count", "command": {"argv": ["wc", "-w"], "stdin": "{steps.research.text}"}, "max_attempts": 3},
//              {"name": "pause", "wait_s": 2, "after": ["count"]}],
//    "milestones": [{"name": "core ready", "steps": ["research", "count"]}], "items": {"file": "ideas.jsonl"}}
//
// A step is a chat completion ("llm", as in a workload of that kind; "endpoint" is the pipeline's unless it names its own),
// a run of a program ("command", likewise), or a wait. It begins when the steps that it names with "after" or asks for with
// {steps.NAME.text} have succeeded; NAME's text is the answer, or what the command wrote, without line breaks at its end.
//
// "simulated_s" beside "llm" says how long the built-in simulated endpoint is to take over that step; no other endpoint is
// told. "time_scale" multiplies that, and every wait.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/item_graph.h"
#include "engine/workload/command_spec.h"
#include "engine/workload/endpoint_user.h"
#include "engine/workload/llm_spec.h"

namespace sweeplab {

struct pipeline_step {
    std::string name;
    // One of the three.
    std::shared_ptr<const llm_spec> llm;
    std::shared_ptr<const command_spec> command;
    std::optional<double> wait_s;

    std::vector<std::string> after;  // as given
    std::optional<int> max_attempts;
    std::optional<double> simulated_s;
    bool own_endpoint = false;

    std::vector<int> needs;  // places of the steps that must have succeeded before; ascending
    std::vector<int> reads;  // those of them whose texts it uses; ascending
    int readers = 0;         // steps that use its text
};

struct pipeline_milestone {
    std::string name;
    std::vector<std::string> steps;
};

inline constexpr const char* everything_ready = "everything ready";  // the milestone that every pipeline has

class pipeline_spec final : public workload_spec, public endpoint_user {
public:
    std::optional<endpoint_spec> endpoint;
    std::vector<pipeline_step> steps;  // at least one, free of cycles, each with a name of its own
    std::vector<pipeline_milestone> declared;
    std::optional<item_source> items;  // absent: one instance
    double time_scale = 1;
    bool preconnect = true;
    std::map<std::string, int, std::less<>> places;  // of the steps, by name

    std::string kind() const override { return "pipeline"; }
    json to_json() const override;
    std::string summary() const override;
    // Instance by instance, in the order of the steps: "idea 3/research"; "research" where there are no items.
    result<item_list> load_items(const std::filesystem::path& base) const override;
    std::vector<std::string> secret_names() const override;
    std::optional<std::int64_t> expected_input_tokens(const item& one) const override;
    std::optional<std::int64_t> expected_output_tokens(const item& one) const override;
    std::optional<int> max_attempts_of(int item) const override { return step_at(item).max_attempts; }
    std::vector<milestone> milestones(const item_list& list) const override;

    bool wants_simulated() const override;
    std::shared_ptr<const workload_spec> with_simulated_at(const std::string& url) const override;

    const pipeline_step& step_at(int item) const { return steps[static_cast<std::size_t>(item) % steps.size()]; }
    bool asks_models() const;
    item_needs needs() const;  // of the steps

private:
    const pipeline_step* step_of(const item& one) const;
};

// `path` is the JSON pointer of `value` in the plan.
result<std::shared_ptr<const workload_spec>> read_pipeline_spec(const json& value, const std::string& path);

}  // namespace sweeplab
