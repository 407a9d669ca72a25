// The "command" workload of a plan: a program that parallelises itself ("whole"), or one run of a program
// for each item ("per_item"). Immutable after reading: any thread.
//
//   {"kind": "command", "mode": "per_item", "argv": ["./summarise", "{item}"], "items": {"folder": "chapters"},
//    "env": {"MODEL": "small"}, "cwd": "tools", "stdin": "{item}", "timeout_s": 60, "expect_exit": [0],
//    "result": {"count": "/beliefs"}}
//
// An agent's work is in files: "workspace": {"from": "project", "keep": "failed"} gives each job a folder of its own,
// "check": {"argv": ["pytest", "-q"], "timeout_s": 60} judges what it left there, and "result": {"file": "usage.json", …}
// reads numbers from a file of it.
//
// {workers} {item} {item_name} {prompt} {seed} are filled in in argv, the values of env, cwd and stdin; all
// but {prompt} in the prompt itself. With "shell": true the first of argv is a script for /bin/sh, the others
// are its "$1", "$2", …; what is filled into the script is quoted for the shell.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/plan.h"
#include "engine/workload/item_source.h"
#include "engine/workload/result_rule.h"

namespace sweeplab {

enum class command_mode { whole, per_item };

// A folder of its own for each job, in which it runs. Making it is no part of the job's time.
struct workspace_spec {
    enum class keep { failed, all, none };
    std::optional<std::string> from;  // is copied into it, relative to the plan's folder; else it begins empty
    std::optional<std::string> in;    // where the folders are made, relative to the plan's; else the user's cache
    keep kept = keep::failed;
    bool operator==(const workspace_spec&) const = default;
};

class command_spec final : public workload_spec {
public:
    command_mode mode = command_mode::whole;
    std::vector<std::string> argv;           // never empty, nor is the first of it
    std::map<std::string, std::string> env;  // on top of the environment that Sweeplab was started with
    std::optional<std::string> cwd;          // relative to the plan's folder; that folder when absent
    std::optional<std::string> input;        // "stdin"; /dev/null when absent
    std::optional<std::string> prompt;
    std::optional<double> timeout_s;  // for one job
    std::vector<int> expect_exit{0};
    bool shell = false;
    result_rules rules;
    std::optional<std::string> results_file;    // where the rules look, in the job's folder; else in stdout
    std::optional<workspace_spec> workspace;    // then cwd is within it
    std::shared_ptr<const command_spec> check;  // run after it in the same folder: it says whether the job succeeded
    std::optional<item_source> items;           // per_item only
    std::optional<std::int64_t> keep_output_bytes;

    std::string kind() const override { return "command"; }
    json to_json() const override;
    std::string summary() const override;
    result<item_list> load_items(const std::filesystem::path& base) const override;
    int slots(int workers) const override { return mode == command_mode::whole ? 1 : workers; }
};

// `path` is the JSON pointer of `value` in the plan. "mode" may be left out: per_item when there are items.
result<std::shared_ptr<const workload_spec>> read_command_spec(const json& value, const std::string& path);

}  // namespace sweeplab
