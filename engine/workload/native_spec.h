// The "native" workload of a plan: kernels that measure this machine itself. One item is one kernel, which takes all
// workers as its threads. Immutable after reading: any thread.
//
//   {"kind": "native", "suite": "all"}
//   {"kind": "native", "kernels": ["triad", {"kernel": "lru_cache", "entries": 10000}], "folder": "scratch"}
//
// A suite is "all" or a family of kernels ("memory"). Temporary files go into a folder made within "folder", which is
// relative to the plan's; where it is absent, within TMPDIR or /var/tmp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/plan.h"
#include "engine/native/kernel_registry.h"

namespace sweeplab {

class native_spec final : public workload_spec {
public:
    std::string suite;                           // empty: the kernels were named one by one
    std::vector<native::kernel_choice> kernels;  // at least one; of the suite where there is one
    std::optional<std::string> folder;

    std::string kind() const override { return "native"; }
    json to_json() const override;
    std::string summary() const override;
    result<item_list> load_items(const std::filesystem::path& base) const override;
    int slots(int /*workers*/) const override { return 1; }
};

// `path` is the JSON pointer of `value` in the plan.
result<std::shared_ptr<const workload_spec>> read_native_spec(const json& value, const std::string& path);

}  // namespace sweeplab
