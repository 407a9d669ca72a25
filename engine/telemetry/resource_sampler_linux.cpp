#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <map>

#include "engine/host/cgroup_limits.h"
#include "engine/telemetry/counter_growth.h"
#include "engine/telemetry/gpu_values.h"
#include "engine/telemetry/kept_file.h"
#include "engine/telemetry/proc_counters.h"
#include "engine/telemetry/process_trees.h"
#include "engine/telemetry/resource_sampler.h"

namespace sweeplab {
namespace {

// The kernel counts in ticks of 10 ms; over less than some of them a rate is noise.
constexpr duration shortest_for_ticks = std::chrono::milliseconds(50);

// A growing time that becomes a share of processors.
class busy_meter {
public:
    void read(resource which, std::optional<std::int64_t> busy_ns, instant now, duration shortest, resource_values& values) {
        if (!busy_ns) return last_.reset();
        if (last_ && now - last_->at < shortest) return;
        // A descendant that ended without being waited for takes its time away: then nothing is known.
        if (last_ && *busy_ns >= last_->busy_ns)
            values.set(which, in_thousandths(*busy_ns - last_->busy_ns, now - last_->at));
        last_ = reading{now, *busy_ns};
    }
    void forget() { last_.reset(); }

private:
    struct reading {
        instant at;
        std::int64_t busy_ns;
    };
    std::optional<reading> last_;
};

// What this process's own control group uses, when it is in one that is less than the machine.
struct group_files {
    std::string cpu;
    std::string memory;
    bool is_version_2 = false;

    static group_files find(const std::string& root) {
        const auto read = [&root](const std::string& path) { return read_text_file(root + path); };
        group_files files;
        if (const auto own = cgroup_folders(read, ""); !own.empty() && read(own.front() + "/memory.current")) {
            files.is_version_2 = true;
            files.cpu = root + own.front() + "/cpu.stat";
            files.memory = root + own.front() + "/memory.current";
            return files;
        }
        if (const auto own = cgroup_folders(read, "cpuacct"); own.size() > 1)
            files.cpu = root + own.front() + "/cpuacct.usage";
        if (const auto own = cgroup_folders(read, "memory"); own.size() > 1)
            files.memory = root + own.front() + "/memory.usage_in_bytes";
        return files;
    }
};

class linux_resource_sampler final : public resource_sampler {
public:
    explicit linux_resource_sampler(const sampler_sources& sources)
        : root_(sources.root),
          proc_(sources.root + "/proc"),
          own_(sources.own),
          gpus_(open_gpus(sources.gpus)),
          group_(group_files::find(sources.root)) {}

    resource_values read(instant now) override {
        resource_values values;
        read_machine(now, values);
        read_processes(now, values);
        read_group(now, values);
        read_disks(now, values);
        read_network(now, values);
        add_gpu_values(gpus_.get(), values);
        last_at_ = now;
        return values;
    }

    void forget() override {
        machine_.reset();
        for (auto* meter : {&own_cpu_, &children_cpu_, &group_cpu_}) meter->forget();
        for (auto* counters : {&disk_read_, &disk_written_, &received_, &sent_, &loopback_}) counters->forget();
    }

private:
    void read_machine(instant now, resource_values& values) {
        values.set(resource::machine_memory, used_memory_from_meminfo(meminfo_.read()));
        const auto ticks = read_processor_ticks(stat_.read());
        if (machine_ && ticks && now - machine_at_ < shortest_for_ticks) return;
        if (machine_ && ticks && ticks->processors == machine_->processors) {
            const auto busy = growth_of_counter(machine_->busy + machine_->steal, ticks->busy + ticks->steal);
            const auto total = growth_of_counter(machine_->total, ticks->total);
            // Against the kernel's own ticks, so that it is never more than all processors.
            if (busy && total && *total > 0)
                values.set(resource::machine_cpu, std::llround(1000.0 * ticks->processors * static_cast<double>(*busy) /
                                                               static_cast<double>(*total)));
        }
        machine_ = ticks;
        machine_at_ = now;
    }

    void read_processes(instant now, resource_values& values) {
        auto times = own_();
        auto trees = read_process_trees(proc_);
        // A child that was waited for between the two readings would be missing, or be there twice.
        for (int again = 0; again < 3; ++again) {
            const auto after = own_();
            const bool steady = after.ended_children_ns == times.ended_children_ns;
            times = after;
            if (steady) break;
            trees = read_process_trees(proc_);
        }
        own_cpu_.read(resource::own_cpu, times.self_ns, now, std::chrono::milliseconds(1), values);
        if (const auto pages = resident_pages()) values.set(resource::own_memory, *pages * page_bytes_);
        if (!trees) return children_cpu_.forget();
        values.set(resource::children_count, trees->processes);
        values.set(resource::children_memory, trees->resident_pages * page_bytes_);
        const auto living_ns = static_cast<std::int64_t>(trees->ticks) * (1'000'000'000 / ticks_per_second_);
        children_cpu_.read(resource::children_cpu, times.ended_children_ns + living_ns, now, shortest_for_ticks, values);
    }

    std::optional<std::int64_t> resident_pages() {
        const auto text = statm_.read();
        const auto blank = text.find(' ');
        const auto pages = blank == std::string_view::npos ? std::nullopt : leading_number(text.substr(blank));
        return pages ? std::optional(static_cast<std::int64_t>(*pages)) : std::nullopt;
    }

    void read_group(instant now, resource_values& values) {
        if (const auto bytes = leading_number(group_memory_.read()))
            values.set(resource::group_memory, static_cast<std::int64_t>(*bytes));
        const auto text = group_cpu_file_.read();
        const auto used = group_.is_version_2 ? number_after(text, "usage_usec") : leading_number(text);
        const std::int64_t unit = group_.is_version_2 ? 1000 : 1;
        group_cpu_.read(resource::group_cpu, used ? std::optional(static_cast<std::int64_t>(*used) * unit) : std::nullopt,
                        now, shortest_for_ticks, values);
    }

    // Partitions, mapped and combined disks count again what the physical one counts.
    bool is_physical_disk(std::string_view name) {
        const auto known = physical_.find(name);
        if (known != physical_.end()) return known->second;
        std::error_code failed;
        const bool found = std::filesystem::exists(root_ + "/sys/block/" + std::string(name) + "/device", failed);
        return physical_.emplace(name, found).first->second;
    }

    void read_disks(instant now, resource_values& values) {
        device_counters::reading sectors_read, sectors_written;
        for (const auto& disk : read_disk_counters(diskstats_.read())) {
            if (!is_physical_disk(disk.name)) continue;
            sectors_read.emplace_back(disk.name, disk.sectors_read);
            sectors_written.emplace_back(disk.name, disk.sectors_written);
        }
        set_rate(resource::disk_read, disk_read_.grow(sectors_read), 512, now, values);
        set_rate(resource::disk_written, disk_written_.grow(sectors_written), 512, now, values);
    }

    void read_network(instant now, resource_values& values) {
        device_counters::reading received, sent, loopback;
        for (const auto& each : read_network_counters(net_dev_.read())) {
            if (is_counted_elsewhere(each.name)) continue;
            if (each.name == "lo") {
                loopback.emplace_back(each.name, each.bytes_sent);
            } else {
                received.emplace_back(each.name, each.bytes_received);
                sent.emplace_back(each.name, each.bytes_sent);
            }
        }
        set_rate(resource::network_received, received_.grow(received), 1, now, values);
        set_rate(resource::network_sent, sent_.grow(sent), 1, now, values);
        set_rate(resource::loopback, loopback_.grow(loopback), 1, now, values);
    }

    void set_rate(resource which, std::optional<std::uint64_t> growth, int unit, instant now,
                  resource_values& values) const {
        const duration elapsed = now - last_at_;
        if (growth && elapsed > duration::zero())
            values.set(which, per_second(static_cast<double>(*growth) * unit, elapsed));
    }

    const std::string root_;
    const std::string proc_;
    const own_times_reader own_;
    const std::unique_ptr<nvml_library> gpus_;
    const group_files group_;
    const std::int64_t page_bytes_ = ::sysconf(_SC_PAGESIZE);
    const std::int64_t ticks_per_second_ = ::sysconf(_SC_CLK_TCK);
    kept_file stat_{proc_ + "/stat"};
    kept_file meminfo_{proc_ + "/meminfo"};
    kept_file statm_{proc_ + "/self/statm"};
    kept_file diskstats_{proc_ + "/diskstats"};
    kept_file net_dev_{proc_ + "/net/dev"};
    kept_file group_cpu_file_{group_.cpu};
    kept_file group_memory_{group_.memory};
    instant last_at_{};
    std::optional<processor_ticks> machine_;
    instant machine_at_{};
    busy_meter own_cpu_, children_cpu_, group_cpu_;
    device_counters disk_read_, disk_written_, received_, sent_, loopback_;
    std::map<std::string, bool, std::less<>> physical_;
};

}  // namespace

std::unique_ptr<resource_sampler> make_resource_sampler(const sampler_sources& sources) {
    return std::make_unique<linux_resource_sampler>(sources);
}

}  // namespace sweeplab
