#include <algorithm>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "engine/calibration/calibrate.h"
#include "engine/foundation/text.h"
#include "engine/host/host_probe.h"
#include "engine/model/run_event.h"

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

void add_limits(fact_list& facts, const generator_limits& limits) {
    const auto rate = [](const std::optional<double>& per_s, const char* what) {
        if (!per_s) return std::string();
        if (*per_s >= 1e6) return fmt::format("{:.3g} M {}", *per_s / 1e6, what);
        if (*per_s >= 1e3) return fmt::format("{:.3g} k {}", *per_s / 1e3, what);
        return fmt::format("{:.3g} {}", *per_s, what);
    };
    facts.add("can drive", rate(limits.requests_per_s, "requests/s"));
    facts.add("", rate(limits.chunks_per_s, "streamed chunks/s"));
    if (limits.streams)
        facts.add("", fmt::format("{} streams at once, time stamps within {:.3g} µs (p99)", *limits.streams,
                                  limits.stamp_error_p99_us.value_or(0)));
    facts.add("", rate(limits.process_starts_per_s, "process starts/s"));
    facts.add("calibrated", to_iso8601(limits.measured_at));
}

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
    if (host.generator) add_limits(facts, *host.generator);
    return facts.text();
}

// This machine with what its library knows of it. A machine without a library is shown as it is.
result<host_profile> this_host(const library_choice& library) {
    const auto session = open_library_for_reading(library);
    if (!session) return tl::unexpected(session.error());
    if (!*session) return probe_this_host();
    auto hosts = (*session)->hosts();
    if (!hosts) return tl::unexpected(hosts.error());
    return std::move(hosts->front());
}

result<host_profile> calibrate_this_host(const library_choice& library) {
    const auto session = open_library(library);
    if (!session) return tl::unexpected(session.error());
    auto hosts = (*session)->hosts();
    if (!hosts) return tl::unexpected(hosts.error());
    auto& host = hosts->front();
    say("Measuring what Sweeplab can drive on this machine; leave it alone for about ten seconds.");
    const auto limits = calibrate_generator([](const std::string& step) {
        say("  " + step + " …");
        return true;
    });
    if (!limits) return tl::unexpected(limits.error());
    host.generator = *limits;
    if (const auto saved = (*session)->store().save_host(host); !saved) return tl::unexpected(saved.error());
    return std::move(host);
}

struct host_choice {
    library_choice library;
    bool as_json = false;
    bool calibrate = false;
};

int show_host(const host_choice& choice) {
    const auto host = choice.calibrate ? calibrate_this_host(choice.library) : this_host(choice.library);
    if (!host) return complain(host.error());
    if (choice.as_json) write_data(to_json(*host).dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    else write_words(describe(*host));
    return exit_done;
}

}  // namespace

void add_host_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand("host", "Show what machine this is, and what Sweeplab can drive on it");
    command->footer(
        "Examples:\n  sweeplab-cli host\n  sweeplab-cli host --json | jq .physical_cores\n"
        "  sweeplab-cli host --calibrate    measures the generator and keeps the result with this machine's profile");
    auto choice = std::make_shared<host_choice>();
    command->add_flag("--json", choice->as_json, "As one JSON object");
    command->add_flag("--calibrate", choice->calibrate,
                      "Measure requests/s, streams, time-stamp error and process starts/s; takes ten seconds");
    add_library_option(*command, choice->library);
    command->callback([choice, &exit_code] { exit_code = show_host(*choice); });
}

}  // namespace sweeplab::cli
