#include "engine/host/host_probe.h"

#include <utility>

#include "engine/host/host_identity.h"
#include "engine/host/nvml_gpus.h"
#include "engine/host/system_facts.h"
#include "engine/host/topology.h"

namespace sweeplab {
namespace {

void take_topology(host_profile& host, machine_topology topology) {
    host.cpu_model = std::move(topology.cpu_model);
    host.packages = topology.packages;
    host.physical_cores = topology.physical_cores;
    host.threads = topology.threads;
    host.numa_nodes = topology.numa_nodes;
    host.caches = std::move(topology.caches);
    host.memory_bytes = topology.memory_bytes;
}

void take_system(host_profile& host, system_facts facts) {
    if (host.cpu_model.empty()) host.cpu_model = std::move(facts.cpu_model);
    if (!host.memory_bytes) host.memory_bytes = facts.memory_bytes;
    host.id = make_host_id(facts.machine_id, facts.host_name, host.cpu_model);
    host.name = facts.host_name.empty() ? "this machine" : std::move(facts.host_name);
    host.features = std::move(facts.features);
    host.kernel = std::move(facts.kernel);
    host.os = std::move(facts.os);
    host.cgroup_cpus = facts.cgroup.cpus;
    host.cgroup_memory_bytes = facts.cgroup.memory_bytes;
    host.usable_threads = facts.usable_threads;
}

}  // namespace

host_profile probe_this_host() {
    host_profile host;
    host.measured = true;
    take_topology(host, read_topology());
    take_system(host, read_system_facts());
    host.gpus = list_nvml_gpus();
    return host;
}

}  // namespace sweeplab
