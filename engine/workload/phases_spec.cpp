#include "engine/workload/phases_spec.h"

#include <algorithm>

#include <fmt/format.h>

namespace sweeplab {
namespace {

json phase_json(const load_phase& phase) {
    return {{"name", phase.name},
            {"rate", phase.rate},
            {"duration_s", phase.duration_s},
            {"arrivals", phase.arrivals == load_phase::spacing::poisson ? "poisson" : "constant"}};
}

json policy_json(const scaling_rule& rule) {
    json object = {{"every_s", rule.every_s},
                   {"cool_down_s", rule.cool_down_s},
                   {"min_workers", rule.min_workers},
                   {"max_workers", rule.max_workers}};
    switch (rule.kind) {
        case scaling_kind::threshold:
            object["kind"] = "threshold";
            object["up_above"] = rule.up_above;
            object["down_below"] = rule.down_below;
            object["step"] = rule.step;
            break;
        case scaling_kind::target_utilisation:
            object["kind"] = "target_utilisation";
            object["target_pct"] = rule.target_pct;
            break;
        case scaling_kind::target_latency:
            object["kind"] = "target_latency";
            object["p95_ms"] = rule.p95_ms;
            break;
    }
    return object;
}

}  // namespace

void phases_spec::set_scaled_phases() {
    scaled_ = phases;
    for (auto& phase : scaled_) phase.rate *= scale;
}

json phases_spec::to_json() const {
    json object = request->to_json();
    object["kind"] = "phases";
    if (!own_items) object.erase("items");
    object["phases"] = json::array();
    for (const auto& phase : phases) object["phases"].push_back(phase_json(phase));
    if (scale != 1) object["scale"] = scale;
    object["arrivals_seed"] = arrivals_seed;
    object["saturation"] = {{"late_s", saturated.late_s}, {"for_s", saturated.for_s}};
    if (policy) object["policy"] = policy_json(*policy);
    return object;
}

std::string phases_spec::summary() const {
    const auto& endpoint = request->endpoint;
    const auto where =
        endpoint.is_simulated() || endpoint.built_in ? std::string("the simulated endpoint") : endpoint.base_url;
    std::string rates;
    if (scaled_.size() <= 8)
        for (const auto& phase : scaled_) rates += fmt::format("{}{:.4g}", rates.empty() ? "" : ", ", phase.rate);
    if (rates.empty()) rates = fmt::format("{} rates", scaled_.size());
    return fmt::format("{} at {}{}, open loop of {} requests/s over {:.4g} s{}{}", endpoint.model, where,
                       request->stream ? "" : ", not streamed", rates, *planned_seconds(), policy ? "; " : "",
                       policy ? in_words(*policy) : "");
}

result<item_list> phases_spec::load_items(const std::filesystem::path& base) const {
    const auto texts = request->load_items(base);
    if (!texts) return tl::unexpected(texts.error());
    const auto due = arrivals();
    if (due.empty())
        return fail(error_kind::bad_input, "no request comes in these phases", "/workload/phases",
                    "Raise a rate, or make a phase longer.");
    std::uintmax_t bytes = 0;
    for (std::size_t i = 0; i < due.size(); ++i) bytes += (*texts)[i % texts->size()].text.size();
    if (bytes > most_item_bytes)
        return fail(
            error_kind::bad_input,
            fmt::format("the texts of all {} requests together are larger than {} MiB", due.size(), most_item_bytes >> 20),
            "/workload/items", "Use shorter items, or plan fewer requests.");
    item_list items;
    items.reserve(due.size());
    std::vector<int> numbers(scaled_.size());
    for (std::size_t i = 0; i < due.size(); ++i) {
        const auto phase = static_cast<std::size_t>(due[i].phase);
        items.push_back({fmt::format("{}/{}", scaled_[phase].name, ++numbers[phase]), (*texts)[i % texts->size()].text, {}});
    }
    return items;
}

std::optional<double> phases_spec::planned_seconds() const {
    double seconds = 0;
    for (const auto& phase : scaled_) seconds += phase.duration_s;
    return seconds;
}

int phases_spec::slots(int workers) const { return policy ? std::max(workers, policy->max_workers) : workers; }

std::shared_ptr<const workload_spec> phases_spec::with_simulated_at(const std::string& url) const {
    auto moved = std::make_shared<phases_spec>(*this);
    moved->request = std::dynamic_pointer_cast<const llm_spec>(request->with_simulated_at(url));
    return moved;
}

}  // namespace sweeplab
