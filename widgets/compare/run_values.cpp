#include "widgets/compare/run_values.h"

#include <algorithm>
#include <set>

#include "engine/exchange/key_scrubber.h"
#include "engine/model/json_fields.h"

namespace sweeplab {
namespace {

json value_at(const json& document, const std::string& path) {
    if (!document.is_object()) return nullptr;
    const json::json_pointer place(path);
    return document.contains(place) ? document.at(place) : json();
}

json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }

// As differences count them: items that are the same are one.
json item_count(const run_record& run) {
    std::set<std::pair<std::string_view, std::string_view>> unlike;
    for (const auto& one : run.items) unlike.emplace(one.name, one.text);
    auto count = unlike.size();
    if (count == 0)
        for (const auto& one : run.trials) count = std::max(count, static_cast<std::size_t>(std::max(0, one.jobs)));
    return count == 0 ? json() : json(count);
}

bool says(const machine_conditions& side, const std::string& name) {
    if (name == "governor") return !side.governor.empty();
    if (name == "frequency_driver") return !side.frequency_driver.empty();
    if (name == "spin_rounds_per_s") return side.values.get(condition::spin_ns) && side.values.get(condition::spin_rounds);
    const auto which = condition_from_name(name);
    return which && side.values.get(*which);
}

}  // namespace

run_values::run_values(const run_record& run) : run_(run), plan_(run.plan), host_(to_json(run.host)) {
    if (plan_.is_object()) remove_keys_of_plan(plan_);
}

json run_values::at(run_aspect aspect, const std::string& path) const {
    if (aspect == run_aspect::conditions) return nullptr;
    if (aspect == run_aspect::host) return of_host(path);
    if (path == "workload") return text_or_null(run_.summary.workload);
    if (path == "folder") return text_or_null(run_.base_folder);
    if (path == "items") return item_count(run_);
    if (path == "simulated") return run_.summary.simulated;
    return path.starts_with('/') ? value_at(plan_, path) : json();
}

json run_values::of_host(const std::string& path) const {
    if (path == "name") return text_or_null(run_.host.name.empty() ? run_.summary.host_name : run_.host.name);
    // Of a machine that was only named nothing else is known.
    const bool known = run_.host.measured || !run_.host.cpu_model.empty();
    return known ? value_at(host_, "/" + path) : json();
}

bool run_values::knows(const std::string& condition) const {
    return std::ranges::any_of(run_.trials, [&](const auto& one) {
        return one.counts() && (says(one.conditions.before, condition) || says(one.conditions.after, condition));
    });
}

}  // namespace sweeplab
