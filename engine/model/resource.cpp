#include "engine/model/resource.h"

#include <map>

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
});

static_assert(ascending_by_number(names));

constexpr std::string_view numbered = "resource_";

struct weighed_sum {
    double sum = 0;
    double weight = 0;
    double plain_sum = 0;
    int count = 0;
    std::int64_t peak = 0;

    void add(std::int64_t value, double by) {
        peak = count == 0 ? value : std::max(peak, value);
        sum += static_cast<double>(value) * by;
        weight += by;
        plain_sum += static_cast<double>(value);
        ++count;
    }
    // One sample at the very start weighs nothing, and is still all that is known.
    double mean() const { return weight > 0 ? sum / weight : plain_sum / count; }
};

}  // namespace

std::string_view resource_name(resource which) { return numbered_name(names, which, numbered); }

std::optional<resource> resource_from_name(std::string_view name) { return from_numbered_name(names, name, numbered); }

resource_summary summarise(const std::vector<resource_sample>& samples) {
    resource_summary summary;
    summary.samples = static_cast<int>(samples.size());
    std::map<resource, weighed_sum> sums;
    std::int64_t before = 0;
    for (const auto& sample : samples) {
        const auto covered = std::max<std::int64_t>(0, sample.at_ns - before);
        for (const auto& [which, value] : sample.values.all()) sums[which].add(value, static_cast<double>(covered));
        before = sample.at_ns;
    }
    for (const auto& [which, sum] : sums) {
        summary.peak.set(which, sum.peak);
        summary.mean.set(which, static_cast<std::int64_t>(sum.mean() + 0.5));
    }
    return summary;
}

}  // namespace sweeplab
