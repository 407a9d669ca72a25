// Plans that tests of the command line run. They need nothing but a shell, or nothing at all.
#pragma once

#include "engine/foundation/json_reader.h"

namespace sweeplab::test {

// `script` is run by /bin/sh for each item, with the item as {item}.
inline json script_plan(const std::string& script, const std::vector<std::string>& items, const std::vector<int>& workers) {
    return {{"sweeplab", 1},
            {"name", "script"},
            {"workload", {{"kind", "command"}, {"mode", "per_item"}, {"argv", {"/bin/sh", "-c", script}}, {"items", items}}},
            {"sweep", {{"workers", workers}}}};
}

inline json simulated_plan(const std::vector<int>& workers) {
    return {{"sweeplab", 1},
            {"name", "simulated"},
            {"workload",
             {{"kind", "llm"},
              {"endpoint", {{"base_url", "simulated"}, {"model", "sim-small"}}},
              {"items", {"a", "b", "c"}},
              {"max_tokens", 4}}},
            {"sweep", {{"workers", workers}}}};
}

}  // namespace sweeplab::test
