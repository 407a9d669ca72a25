// What differs between two runs, and nothing else: plan, model, host, conditions. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/foundation/json_reader.h"
#include "engine/model/run.h"

namespace sweeplab {

enum class run_aspect { work, plan, model, host, conditions };
std::string_view to_text(run_aspect aspect);  // "work": what is done is not the same

struct run_difference {
    run_aspect aspect = run_aspect::plan;
    std::string path;  // "/workload/endpoint/model" in the plan; "cpu_model" of a host; "governor"
    json a;            // null: not there, or not known
    json b;
    bool operator==(const run_difference&) const = default;
};

struct run_differences {
    std::vector<run_difference> list;  // by aspect; no keys in it
    std::size_t left_out = 0;          // beyond the first 200
    std::vector<std::string> unknown;  // what cannot be told, in words
    // The work is another one, in words: "The items differ: 10 of 12 are the same". Empty: it is the same, as far as known.
    std::vector<std::string> unlike;
};

// Other endpoints, models, hosts, limits and time limits leave the work the same; another prompt, other items, arguments or
// steps do not. Needs trials.
run_differences find_differences(const run_record& a, const run_record& b);

json to_json(const run_difference& value);  // {aspect, path, a, b}
// "model: sim-small | sim-large"; long values are shortened.
std::string value_in_words(const json& value);

}  // namespace sweeplab
