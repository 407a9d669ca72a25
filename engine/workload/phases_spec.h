// The "phases" workload of a plan: chat completions that come at a planned rate, phase after phase, whether or not those
// before are answered. Immutable after reading: any thread.
//
//   {"kind": "phases", "endpoint": {…}, "prompt": "Say hello to {item}", "items": ["Ann", "Ben"], "max_tokens": 16,
//    "phases": [{"name": "quiet", "rate": 100, "duration_s": 10, "arrivals": "poisson"}, …], "scale": 0.01,
//    "arrivals_seed": 1, "saturation": {"late_s": 2, "for_s": 3},
//    "policy": {"kind": "threshold", "up_above": 75, "down_below": 30, "step": 2, "min_workers": 1, "max_workers": 16,
//               "every_s": 1, "cool_down_s": 5}}
//
// Policies: threshold (requests/s that are due), target_utilisation ("target_pct"), target_latency ("p95_ms"). Without one
// the workers stay as many as the sweep says; with one they are those at the start. "scale" multiplies every rate. The rest
// is as of "llm"; items, where there are any, are taken in turn.
#pragma once

#include <memory>

#include "engine/workload/endpoint_user.h"
#include "engine/workload/llm_spec.h"
#include "engine/workload/open_load.h"

namespace sweeplab {

// Of all phases together: what one trial keeps in memory and in the library.
inline constexpr double most_arrivals = 1'000'000;

class phases_spec final : public workload_spec, public endpoint_user, public open_load {
public:
    std::shared_ptr<const llm_spec> request;  // what is asked each time
    bool own_items = false;                   // else each request is the same
    std::vector<load_phase> phases;           // as the plan says them
    double scale = 1;
    std::uint64_t arrivals_seed = 1;
    std::optional<scaling_rule> policy;
    saturation_rule saturated;

    // After reading: makes the rates that are carried out.
    void set_scaled_phases();

    std::string kind() const override { return "phases"; }
    json to_json() const override;
    std::string summary() const override;
    // One for each request: "quiet/17".
    result<item_list> load_items(const std::filesystem::path& base) const override;
    int slots(int workers) const override;
    std::optional<double> planned_seconds() const override;
    std::vector<std::string> secret_names() const override { return request->secret_names(); }
    std::optional<std::int64_t> expected_input_tokens(const item& one) const override {
        return request->expected_input_tokens(one);
    }
    std::optional<std::int64_t> expected_output_tokens(const item& one) const override {
        return request->expected_output_tokens(one);
    }

    bool wants_simulated() const override { return request->wants_simulated(); }
    std::shared_ptr<const workload_spec> with_simulated_at(const std::string& url) const override;

    std::vector<load_arrival> arrivals() const override { return arrivals_of(scaled_, arrivals_seed); }
    const std::vector<load_phase>& planned_phases() const override { return scaled_; }
    std::optional<scaling_rule> scaling() const override { return policy; }
    saturation_rule saturation() const override { return saturated; }

private:
    std::vector<load_phase> scaled_;
};

// `path` is the JSON pointer of `value` in the plan.
result<std::shared_ptr<const workload_spec>> read_phases_spec(const json& value, const std::string& path);

}  // namespace sweeplab
