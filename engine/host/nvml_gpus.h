// GPUs as NVIDIA's management library (NVML) tells them. The library belongs to the driver, so it is opened
// at run time; where it is missing, there are no such GPUs.
#pragma once

#include <string>
#include <vector>

#include "engine/model/host_profile.h"

namespace sweeplab {

// Empty without the library, a driver or a device. Takes up to a second when a driver has to wake. Any thread.
std::vector<gpu_device> list_nvml_gpus(const std::string& library = "libnvidia-ml.so.1");

}  // namespace sweeplab
