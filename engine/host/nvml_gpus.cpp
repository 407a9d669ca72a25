#include "engine/host/nvml_gpus.h"

#include <dlfcn.h>

#include <array>
#include <memory>

namespace sweeplab {
namespace {

// The few entry points that are needed, as NVML's reference documents them; 0 is success.
using nvml_device = void*;
struct nvml_memory {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};
using init_call = int (*)();
using shutdown_call = int (*)();
using driver_version_call = int (*)(char*, unsigned);
using device_count_call = int (*)(unsigned*);
using device_by_index_call = int (*)(unsigned, nvml_device*);
using device_name_call = int (*)(nvml_device, char*, unsigned);
using device_memory_call = int (*)(nvml_device, nvml_memory*);
using text_buffer = std::array<char, 128>;

struct library_closer {
    void operator()(void* handle) const { ::dlclose(handle); }
};
using library_handle = std::unique_ptr<void, library_closer>;

template <class Call>
Call find_call(void* library, const char* name) {
    return reinterpret_cast<Call>(::dlsym(library, name));
}

class nvml {
public:
    explicit nvml(void* library)
        : library_(library),
          shutdown_(find_call<shutdown_call>(library, "nvmlShutdown")),
          device_by_index_(find_call<device_by_index_call>(library, "nvmlDeviceGetHandleByIndex_v2")) {
        const auto init = find_call<init_call>(library, "nvmlInit_v2");
        ready_ = init && shutdown_ && device_by_index_ && init() == 0;
    }
    ~nvml() {
        if (ready_) shutdown_();
    }
    nvml(const nvml&) = delete;
    nvml& operator=(const nvml&) = delete;

    std::vector<gpu_device> devices() const {
        std::vector<gpu_device> found;
        const auto device_count = find_call<device_count_call>(library_, "nvmlDeviceGetCount_v2");
        unsigned count = 0;
        if (!ready_ || !device_count || device_count(&count) != 0) return found;
        const std::string driver = driver_version();
        for (unsigned i = 0; i < count; ++i) {
            nvml_device handle = nullptr;
            if (device_by_index_(i, &handle) == 0) found.push_back({name_of(handle), memory_of(handle), driver});
        }
        return found;
    }

private:
    std::string driver_version() const {
        const auto call = find_call<driver_version_call>(library_, "nvmlSystemGetDriverVersion");
        text_buffer text{};
        return call && call(text.data(), text.size()) == 0 ? text.data() : "";
    }
    std::string name_of(nvml_device device) const {
        const auto call = find_call<device_name_call>(library_, "nvmlDeviceGetName");
        text_buffer text{};
        return call && call(device, text.data(), text.size()) == 0 ? text.data() : "NVIDIA GPU";
    }
    std::optional<std::int64_t> memory_of(nvml_device device) const {
        const auto call = find_call<device_memory_call>(library_, "nvmlDeviceGetMemoryInfo");
        nvml_memory memory{};
        if (!call || call(device, &memory) != 0) return std::nullopt;
        return static_cast<std::int64_t>(memory.total);
    }

    void* library_;
    shutdown_call shutdown_;
    device_by_index_call device_by_index_;
    bool ready_ = false;
};

}  // namespace

std::vector<gpu_device> list_nvml_gpus(const std::string& library) {
    const library_handle handle(::dlopen(library.c_str(), RTLD_LAZY | RTLD_LOCAL));
    if (!handle) return {};
    return nvml(handle.get()).devices();
}

}  // namespace sweeplab
