#include "engine/simulator/fault_plan.h"

#include <algorithm>

#include "engine/foundation/hash.h"
#include "engine/foundation/random.h"

namespace sweeplab::simulator {
namespace {

// Enough for any sweep, and a bound for a server that runs for weeks.
constexpr std::size_t most_prompts_remembered = 1'000'000;

}  // namespace

const simulated_fault* fault_plan::next(std::string_view prompt) {
    ++requests_;
    if (faults_.empty()) return nullptr;
    if (seen_.size() >= most_prompts_remembered) seen_.clear();
    const std::uint64_t prompt_hash = hash64(prompt, seed_);
    const std::uint64_t draw_seed = prompt_hash + seen_[prompt_hash]++;
    for (std::size_t i = 0; i < faults_.size(); ++i) {
        if (takes(faults_[i], i, draw_seed)) return &faults_[i];
    }
    return nullptr;
}

bool fault_plan::takes(const simulated_fault& fault, std::size_t index, std::uint64_t draw_seed) const {
    const auto& nth = fault.nth_requests;
    if (std::find(nth.begin(), nth.end(), requests_) != nth.end()) return true;
    if (!fault.share) return false;
    random_source random(draw_seed ^ (0x9e3779b97f4a7c15ULL * (index + 1)));
    return random.uniform() < *fault.share;
}

}  // namespace sweeplab::simulator
