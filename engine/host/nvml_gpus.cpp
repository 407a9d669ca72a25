#include "engine/host/nvml_gpus.h"

#include "engine/host/nvml_library.h"

namespace sweeplab {

std::vector<gpu_device> list_nvml_gpus(const std::string& library) {
    const auto opened = nvml_library::open(library);
    return opened ? opened->devices() : std::vector<gpu_device>{};
}

}  // namespace sweeplab
