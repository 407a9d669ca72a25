#include <algorithm>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "engine/foundation/text.h"
#include "engine/host/host_probe.h"

namespace sweeplab::cli {
namespace {

std::string bytes_in_words(std::int64_t bytes) {
    const double size = static_cast<double>(bytes);
    if (bytes >= 1 << 30) return fmt::format("{:.1f} GiB", size / (1 << 30));
    if (bytes >= 1 << 20) return fmt::format("{:.4g} MiB", size / (1 << 20));
    return fmt::format("{:.4g} KiB", size / (1 << 10));
}

std::string caches_in_words(const host_profile& host) {
    std::vector<std::string> parts;
    for (const auto& cache : host.caches) {
        const char* suffix = cache.kind == "data" ? "d" : cache.kind == "instruction" ? "i" : "";
        parts.push_back(fmt::format("L{}{} {} × {}", cache.level, suffix, cache.count, bytes_in_words(cache.bytes)));
    }
    return join(parts, ", ");
}

std::string gpu_in_words(const gpu_device& gpu) {
    std::string text = gpu.name;
    if (gpu.memory_bytes) text += ", " + bytes_in_words(*gpu.memory_bytes);
    if (!gpu.driver.empty()) text += ", driver " + gpu.driver;
    return text;
}

class fact_list {
public:
    void add(std::string name, std::string value) {
        if (value.empty()) return;
        names_.push_back(std::move(name));
        values_.push_back(std::move(value));
    }
    void add(std::string name, const std::optional<int>& value) {
        add(std::move(name), value ? std::to_string(*value) : "");
    }
    std::string text() const {
        const auto width =
            std::max_element(names_.begin(), names_.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
        std::string text;
        for (std::size_t i = 0; i < names_.size(); ++i)
            text += fmt::format("{:<{}}  {}\n", names_[i], width->size(), values_[i]);
        return text;
    }

private:
    std::vector<std::string> names_;
    std::vector<std::string> values_;
};

std::string describe(const host_profile& host) {
    fact_list facts;
    facts.add("name", host.name);
    facts.add("id", host.id);
    facts.add("processor", host.cpu_model);
    facts.add("packages", host.packages);
    facts.add("cores", host.physical_cores);
    facts.add("threads", host.threads);
    facts.add("usable threads", host.usable_threads);
    facts.add("NUMA nodes", host.numa_nodes);
    facts.add("caches", caches_in_words(host));
    facts.add("memory", host.memory_bytes ? bytes_in_words(*host.memory_bytes) : "");
    facts.add("instruction sets", join(host.features, ", "));
    facts.add("processor limit", host.cgroup_cpus ? fmt::format("{} processors (control group)", *host.cgroup_cpus) : "");
    facts.add("memory limit",
              host.cgroup_memory_bytes ? bytes_in_words(*host.cgroup_memory_bytes) + " (control group)" : "");
    for (const auto& gpu : host.gpus) facts.add("GPU", gpu_in_words(gpu));
    facts.add("system", host.os);
    facts.add("kernel", host.kernel);
    return facts.text();
}

}  // namespace

void add_host_command(CLI::App& program, int&) {
    auto* const command = program.add_subcommand("host", "Show what machine this is");
    command->footer("Examples:\n  sweeplab-cli host\n  sweeplab-cli host --json | jq .physical_cores");
    auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "As one JSON object");
    command->callback([as_json] {
        const auto host = probe_this_host();
        write_data(*as_json ? to_json(host).dump(2, ' ', false, json::error_handler_t::replace) + "\n" : describe(host));
    });
}

}  // namespace sweeplab::cli
