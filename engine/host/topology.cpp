#include "engine/host/topology.h"

#include <hwloc.h>

#include <algorithm>
#include <memory>
#include <tuple>

namespace sweeplab {
namespace {

struct topology_deleter {
    void operator()(hwloc_topology* topology) const { hwloc_topology_destroy(topology); }
};
using topology_handle = std::unique_ptr<hwloc_topology, topology_deleter>;

topology_handle load_topology() {
    hwloc_topology_t raw = nullptr;
    if (hwloc_topology_init(&raw) != 0) return nullptr;
    topology_handle topology(raw);
    // The machine as it is, not the part that a container or batch system leaves to us.
    hwloc_topology_set_flags(raw, HWLOC_TOPOLOGY_FLAG_INCLUDE_DISALLOWED);
    hwloc_topology_set_icache_types_filter(raw, HWLOC_TYPE_FILTER_KEEP_ALL);
    if (hwloc_topology_load(raw) != 0) return nullptr;
    return topology;
}

std::optional<int> count_of(hwloc_topology_t topology, hwloc_obj_type_t type) {
    const int count = hwloc_get_nbobjs_by_type(topology, type);
    return count > 0 ? std::optional(count) : std::nullopt;
}

std::string kind_of(hwloc_obj_cache_type_t type) {
    if (type == HWLOC_OBJ_CACHE_DATA) return "data";
    return type == HWLOC_OBJ_CACHE_INSTRUCTION ? "instruction" : "unified";
}

void add_cache(std::vector<cache_level>& caches, const hwloc_obj_attr_u::hwloc_cache_attr_s& attributes) {
    if (attributes.size == 0) return;  // some virtual machines name a cache without its size
    const cache_level found{static_cast<int>(attributes.depth), kind_of(attributes.type),
                            static_cast<std::int64_t>(attributes.size), 1};
    const auto same = std::find_if(caches.begin(), caches.end(), [&](const cache_level& known) {
        return std::tie(known.level, known.kind, known.bytes) == std::tie(found.level, found.kind, found.bytes);
    });
    if (same == caches.end()) caches.push_back(found);
    else ++same->count;
}

std::vector<cache_level> caches_of(hwloc_topology_t topology) {
    std::vector<cache_level> caches;
    for (int type = HWLOC_OBJ_L1CACHE; type <= HWLOC_OBJ_L3ICACHE; ++type) {
        hwloc_obj_t object = nullptr;
        while ((object = hwloc_get_next_obj_by_type(topology, static_cast<hwloc_obj_type_t>(type), object))) {
            if (object->attr) add_cache(caches, object->attr->cache);
        }
    }
    std::sort(caches.begin(), caches.end(), [](const cache_level& a, const cache_level& b) {
        return std::tie(a.level, a.kind, b.bytes) < std::tie(b.level, b.kind, a.bytes);
    });
    return caches;
}

std::string cpu_model_of(hwloc_topology_t topology) {
    const hwloc_obj_t package = hwloc_get_obj_by_type(topology, HWLOC_OBJ_PACKAGE, 0);
    const hwloc_obj_t holder = package ? package : hwloc_get_root_obj(topology);
    const char* model = hwloc_obj_get_info_by_name(holder, "CPUModel");
    return model ? model : "";
}

}  // namespace

machine_topology read_topology() {
    const auto topology = load_topology();
    if (!topology) return {};
    machine_topology found;
    found.cpu_model = cpu_model_of(topology.get());
    found.packages = count_of(topology.get(), HWLOC_OBJ_PACKAGE);
    found.physical_cores = count_of(topology.get(), HWLOC_OBJ_CORE);
    found.threads = count_of(topology.get(), HWLOC_OBJ_PU);
    found.numa_nodes = count_of(topology.get(), HWLOC_OBJ_NUMANODE);
    found.caches = caches_of(topology.get());
    const auto memory = hwloc_get_root_obj(topology.get())->total_memory;
    if (memory > 0) found.memory_bytes = static_cast<std::int64_t>(memory);
    return found;
}

}  // namespace sweeplab
