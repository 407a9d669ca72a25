// NVIDIA's management library (NVML), opened at run time: it belongs to the driver, and few machines have it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/host_profile.h"

namespace sweeplab {

inline constexpr const char* nvml_library_name = "libnvidia-ml.so.1";

// Over all devices that tell; what none tells is absent.
struct gpu_use {
    std::optional<std::int64_t> busy_mean;     // thousandths
    std::optional<std::int64_t> busy_highest;  // thousandths
    std::optional<std::int64_t> memory_bytes;  // in use, sum
    std::optional<std::int64_t> milliwatts;    // sum
};

class nvml_library {
public:
    // Null without the library or a driver. Takes up to a second when a driver has to wake. Any thread.
    static std::unique_ptr<nvml_library> open(const std::string& library = nvml_library_name);
    ~nvml_library();
    nvml_library(const nvml_library&) = delete;
    nvml_library& operator=(const nvml_library&) = delete;

    // One thread at a time.
    std::vector<gpu_device> devices() const;
    gpu_use use() const;

private:
    class calls;
    explicit nvml_library(std::unique_ptr<calls> opened);
    std::unique_ptr<calls> calls_;
};

}  // namespace sweeplab
