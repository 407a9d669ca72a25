// Which requests the simulated endpoint spoils, and how.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/simulator/simulated_endpoint.h"

namespace sweeplab::simulator {

class fault_plan {
public:
    fault_plan(std::vector<simulated_fault> faults, std::uint64_t seed) : faults_(std::move(faults)), seed_(seed) {}

    // Counts the request; null when it is to go well, else the first fault of the plan that takes it. A share is
    // drawn by the seed, the prompt and how often the prompt was seen, so that it does not depend on the order of
    // arrival and a retry gets a new draw.
    const simulated_fault* next(std::string_view prompt);

private:
    bool takes(const simulated_fault& fault, std::size_t index, std::uint64_t draw_seed) const;

    std::vector<simulated_fault> faults_;
    std::uint64_t seed_;
    std::int64_t requests_ = 0;
    std::unordered_map<std::uint64_t, std::uint64_t> seen_;  // by the prompt's hash
};

}  // namespace sweeplab::simulator
