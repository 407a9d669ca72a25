// GPUs as resource values. For the samplers of this folder only.
#pragma once

#include <memory>
#include <string>

#include "engine/host/nvml_library.h"
#include "engine/model/resource.h"

namespace sweeplab {

inline std::unique_ptr<nvml_library> open_gpus(const std::string& library) {
    return library.empty() ? nullptr : nvml_library::open(library);
}

inline void add_gpu_values(const nvml_library* gpus, resource_values& values) {
    if (!gpus) return;
    const auto use = gpus->use();
    values.set(resource::gpu_busy, use.busy_mean);
    values.set(resource::gpu_busy_highest, use.busy_highest);
    values.set(resource::gpu_memory, use.memory_bytes);
    values.set(resource::gpu_milliwatts, use.milliwatts);
}

}  // namespace sweeplab
