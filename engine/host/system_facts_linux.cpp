#include <sched.h>

#include <vector>

#include "engine/foundation/text.h"
#include "engine/host/instruction_sets.h"
#include "engine/host/proc_texts.h"
#include "engine/host/system_facts.h"

namespace sweeplab {
namespace {

std::string read_machine_id() {
    for (const char* path : {"/etc/machine-id", "/var/lib/dbus/machine-id"}) {
        const auto text = read_text_file(path).value_or("");
        const auto id = trim(text);
        if (!id.empty() && id != "uninitialized") return std::string(id);
    }
    return {};
}

std::string read_os_name() {
    for (const char* path : {"/etc/os-release", "/usr/lib/os-release"}) {
        if (const auto name = os_name_from_os_release(read_text_file(path).value_or("")); !name.empty()) return name;
    }
    return {};
}

}  // namespace

std::optional<int> threads_by_affinity() {
    // The kernel refuses a mask that is smaller than its own, so it is grown until it fits.
    for (int processors = 1024; processors <= 1 << 20; processors *= 4) {
        const std::size_t bytes = CPU_ALLOC_SIZE(processors);
        std::vector<unsigned long> words(bytes / sizeof(unsigned long));
        auto* mask = reinterpret_cast<cpu_set_t*>(words.data());
        if (::sched_getaffinity(0, bytes, mask) == 0) return CPU_COUNT_S(bytes, mask);
    }
    return std::nullopt;
}

system_facts read_system_facts() {
    system_facts facts = read_system_facts_posix();
    auto [model, flags] = read_cpuinfo(read_text_file("/proc/cpuinfo").value_or(""));
    facts.cpu_model = std::move(model);
    if (auto sets = instruction_sets_from_flags(flags); !sets.empty()) facts.features = std::move(sets);
    if (auto name = read_os_name(); !name.empty()) facts.os = std::move(name);
    if (const auto memory = total_memory_from_meminfo(read_text_file("/proc/meminfo").value_or(""))) {
        facts.memory_bytes = memory;
    }
    if (const auto threads = threads_by_affinity()) facts.usable_threads = threads;
    facts.machine_id = read_machine_id();
    facts.cgroup = read_cgroup_limits(read_text_file);
    return facts;
}

}  // namespace sweeplab
