#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <map>
#include <set>
#include <vector>

#include "engine/foundation/text.h"
#include "engine/host/cgroup_limits.h"
#include "engine/host/system_facts.h"
#include "engine/telemetry/condition_probe.h"
#include "engine/telemetry/proc_counters.h"

namespace sweeplab {
namespace {

constexpr std::int64_t ns_of_s = 1'000'000'000;

std::int64_t read_clock(clockid_t which) {
    timespec time{};
    return ::clock_gettime(which, &time) == 0 ? std::int64_t{time.tv_sec} * ns_of_s + time.tv_nsec : 0;
}

// CLOCK_BOOTTIME goes on while the machine is suspended, CLOCK_MONOTONIC does not.
std::int64_t asleep_ns() {
    const auto before = read_clock(CLOCK_MONOTONIC);
    const auto boot = read_clock(CLOCK_BOOTTIME);
    const auto after = read_clock(CLOCK_MONOTONIC);
    return boot - (before + (after - before) / 2);
}

// Adds to a sum that is absent until there is something to add.
void add(std::optional<std::int64_t>& sum, std::optional<std::uint64_t> value) {
    if (value) sum = sum.value_or(0) + static_cast<std::int64_t>(*value);
}

class linux_condition_probe final : public condition_probe {
public:
    explicit linux_condition_probe(const probe_sources& sources)
        : root_(sources.root), own_(sources.own), processors_(folders_named("/sys/devices/system/cpu", "cpu")) {}

    machine_conditions read() override {
        machine_conditions found;
        auto& values = found.values;
        read_frequency(found);
        read_throttling(values);
        read_pressure(values);
        read_group(values);
        read_battery(values);
        values.set(condition::usable_processors, threads_by_affinity());
        if (const auto load = text("/proc/loadavg")) values.set(condition::load_milli, load_in_thousandths(*load));
        // Counters that are compared with the clock come last, close to it.
        read_busy(values);
        values.set(condition::asleep_ns, asleep_ns());
        values.set(condition::read_at_ns, to_ns(monotonic_clock().now()));
        return found;
    }

private:
    std::optional<std::string> text(const std::string& path) const { return read_text_file(root_ + path); }
    std::optional<std::uint64_t> number(const std::string& path) const {
        const auto content = text(path);
        return content ? leading_number(*content) : std::nullopt;
    }
    std::string word(const std::string& path) const { return std::string(trim(text(path).value_or(""))); }

    // "/sys/devices/system/cpu/cpu0", … : names that are `prefix` and a number; all with an empty prefix.
    std::vector<std::string> folders_named(const std::string& folder, std::string_view prefix) const {
        std::vector<std::string> found;
        std::error_code failed;
        for (const auto& entry : std::filesystem::directory_iterator(root_ + folder, failed)) {
            const auto name = entry.path().filename().string();
            const auto rest = std::string_view(name).substr(std::min(prefix.size(), name.size()));
            const bool numbered = !rest.empty() && rest.find_first_not_of("0123456789") == std::string_view::npos;
            if (prefix.empty() || (name.starts_with(prefix) && numbered)) found.push_back(folder + "/" + name);
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    void read_frequency(machine_conditions& found) const {
        std::set<std::string> governors, drivers;
        for (const auto& processor : processors_) {
            if (auto name = word(processor + "/cpufreq/scaling_governor"); !name.empty()) governors.insert(std::move(name));
            if (auto name = word(processor + "/cpufreq/scaling_driver"); !name.empty()) drivers.insert(std::move(name));
        }
        found.governor = join({governors.begin(), governors.end()}, ", ");
        found.frequency_driver = join({drivers.begin(), drivers.end()}, ", ");
        const std::string cpu = "/sys/devices/system/cpu/";
        if (const auto off = number(cpu + "intel_pstate/no_turbo")) found.values.set(condition::turbo, *off == 0 ? 1 : 0);
        else if (const auto on = number(cpu + "cpufreq/boost")) found.values.set(condition::turbo, *on != 0 ? 1 : 0);
    }

    // Threads of one core show the core's counter, and all processors of a package that of the package.
    void read_throttling(condition_values& values) const {
        std::optional<std::int64_t> count, time_ms;
        std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> packages;
        for (const auto& processor : processors_) {
            const auto throttle = processor + "/thermal_throttle/";
            const auto siblings = leading_number(text(processor + "/topology/thread_siblings_list").value_or(""));
            const bool first_of_core = !siblings || processor.ends_with("cpu" + std::to_string(*siblings));
            if (first_of_core) {
                add(count, number(throttle + "core_throttle_count"));
                add(time_ms, number(throttle + "core_throttle_total_time_ms"));
            }
            const auto package_count = number(throttle + "package_throttle_count");
            if (!package_count) continue;
            auto& package = packages[word(processor + "/topology/physical_package_id")];
            package.first = std::max(package.first, *package_count);
            package.second = std::max(package.second, number(throttle + "package_throttle_total_time_ms").value_or(0));
        }
        for (const auto& [id, package] : packages) {
            add(count, package.first);
            if (time_ms) add(time_ms, package.second);
        }
        values.set(condition::throttle_count, count);
        values.set(condition::throttle_ms, time_ms);
    }

    void read_pressure(condition_values& values) const {
        const auto stalled = [this](const char* what) -> std::optional<std::int64_t> {
            const auto us = some_stalled_us(text(std::string("/proc/pressure/") + what).value_or(""));
            return us ? std::optional(static_cast<std::int64_t>(*us)) : std::nullopt;
        };
        values.set(condition::stalled_cpu_us, stalled("cpu"));
        values.set(condition::stalled_memory_us, stalled("memory"));
        values.set(condition::stalled_io_us, stalled("io"));
    }

    // A limit may stand on any group above the own one, and each counts for itself.
    void read_group(condition_values& values) const {
        const auto read = [this](const std::string& path) { return text(path); };
        std::optional<std::int64_t> count, time_us;
        for (const auto& folder : cgroup_folders(read, "")) {
            const auto stat = text(folder + "/cpu.stat").value_or("");
            add(count, number_after(stat, "nr_throttled"));
            add(time_us, number_after(stat, "throttled_usec"));
        }
        for (const auto& folder : cgroup_folders(read, "cpu")) {
            const auto stat = text(folder + "/cpu.stat").value_or("");
            add(count, number_after(stat, "nr_throttled"));
            if (const auto ns = number_after(stat, "throttled_time")) add(time_us, *ns / 1000);
        }
        values.set(condition::group_throttled, count);
        values.set(condition::group_throttled_us, time_us);
    }

    void read_battery(condition_values& values) const {
        std::optional<bool> discharging, mains;
        std::optional<std::uint64_t> percent;
        for (const auto& supply : folders_named("/sys/class/power_supply", "")) {
            const auto type = word(supply + "/type");
            if (word(supply + "/scope") == "Device") continue;  // a mouse's or a keyboard's
            if (type == "Battery") {
                discharging = discharging.value_or(false) || word(supply + "/status") == "Discharging";
                const auto capacity = number(supply + "/capacity");
                if (capacity) percent = std::min(percent.value_or(*capacity), *capacity);
            } else if (const auto online = number(supply + "/online"); online && type == "Mains") {
                mains = mains.value_or(false) || *online != 0;
            }
        }
        if (discharging) values.set(condition::on_battery, *discharging && !mains.value_or(false) ? 1 : 0);
        else if (mains) values.set(condition::on_battery, *mains ? 0 : 1);
        if (percent) values.set(condition::battery_percent, static_cast<std::int64_t>(*percent));
    }

    static std::optional<std::int64_t> load_in_thousandths(std::string_view loadavg) {
        double load = 0;
        const auto read = std::from_chars(loadavg.data(), loadavg.data() + loadavg.size(), load);
        return read.ec == std::errc{} ? std::optional(std::llround(load * 1000)) : std::nullopt;
    }

    void read_busy(condition_values& values) const {
        const std::int64_t ms_of_tick = 1000 / std::max(1L, ::sysconf(_SC_CLK_TCK));
        if (const auto ticks = read_processor_ticks(text("/proc/stat").value_or(""))) {
            values.set(condition::processors, ticks->processors);
            values.set(condition::machine_busy_ms, static_cast<std::int64_t>(ticks->busy) * ms_of_tick);
            values.set(condition::steal_ms, static_cast<std::int64_t>(ticks->steal) * ms_of_tick);
        }
        const auto times = own_();
        values.set(condition::own_busy_ms, (times.self_ns + times.ended_children_ns) / 1'000'000);
    }

    const std::string root_;
    const own_times_reader own_;
    const std::vector<std::string> processors_;
};

}  // namespace

std::unique_ptr<condition_probe> make_condition_probe(const probe_sources& sources) {
    return std::make_unique<linux_condition_probe>(sources);
}

}  // namespace sweeplab
