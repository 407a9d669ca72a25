#include "engine/model/resource.h"

#include <algorithm>

#include "engine/model/numbered_names.h"

namespace sweeplab {
namespace {

constexpr auto names = std::to_array<enum_name<resource>>({
    {resource::machine_cpu, "machine_cpu"},
    {resource::own_cpu, "own_cpu"},
    {resource::children_cpu, "children_cpu"},
    {resource::group_cpu, "group_cpu"},
    {resource::ended_children_cpu, "ended_children_cpu"},
    {resource::machine_memory, "machine_memory"},
    {resource::own_memory, "own_memory"},
    {resource::children_memory, "children_memory"},
    {resource::group_memory, "group_memory"},
    {resource::own_memory_peak, "own_memory_peak"},
    {resource::children_count, "children_count"},
    {resource::disk_read, "disk_read"},
    {resource::disk_written, "disk_written"},
    {resource::network_received, "network_received"},
    {resource::network_sent, "network_sent"},
    {resource::loopback, "loopback"},
    {resource::gpu_busy, "gpu_busy"},
    {resource::gpu_memory, "gpu_memory"},
    {resource::gpu_milliwatts, "gpu_milliwatts"},
    {resource::gpu_busy_highest, "gpu_busy_highest"},
    {resource::process_cpu, "process_cpu"},
    {resource::process_memory, "process_memory"},
    {resource::process_count, "process_count"},
});

static_assert(ascending_by_number(names));

constexpr std::string_view numbered = "resource_";

}  // namespace

std::string_view resource_name(resource which) { return numbered_name(names, which, numbered); }

std::optional<resource> resource_from_name(std::string_view name) { return from_numbered_name(names, name, numbered); }

void resource_totals::add(const resource_sample& sample) {
    const auto covered = static_cast<double>(std::max<std::int64_t>(0, sample.at_ns - last_at_ns_));
    for (const auto& [which, value] : sample.values.all()) {
        auto& into = sums_[which];
        into.peak = into.count == 0 ? value : std::max(into.peak, value);
        into.weighed += static_cast<double>(value) * covered;
        into.weight += covered;
        into.plain += static_cast<double>(value);
        ++into.count;
    }
    last_at_ns_ = sample.at_ns;
    ++samples_;
}

resource_summary resource_totals::summary() const {
    resource_summary summary;
    summary.samples = samples_;
    for (const auto& [which, sum] : sums_) {
        // One sample at the very start weighs nothing, and is still all that is known.
        const double mean = sum.weight > 0 ? sum.weighed / sum.weight : sum.plain / sum.count;
        summary.peak.set(which, sum.peak);
        summary.mean.set(which, static_cast<std::int64_t>(mean + 0.5));
    }
    return summary;
}

resource_summary summarise(const std::vector<resource_sample>& samples) {
    resource_totals totals;
    for (const auto& sample : samples) totals.add(sample);
    return totals.summary();
}

}  // namespace sweeplab
