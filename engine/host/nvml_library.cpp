#include "engine/host/nvml_library.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sweeplab {
namespace {

// The few entry points that are needed, as NVML's reference documents them; 0 is success.
using nvml_device = void*;
struct nvml_memory {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};
struct nvml_utilization {  // percent
    unsigned gpu;
    unsigned memory;
};
using init_call = int (*)();
using shutdown_call = int (*)();
using driver_version_call = int (*)(char*, unsigned);
using device_count_call = int (*)(unsigned*);
using device_by_index_call = int (*)(unsigned, nvml_device*);
using device_name_call = int (*)(nvml_device, char*, unsigned);
using device_memory_call = int (*)(nvml_device, nvml_memory*);
using device_utilization_call = int (*)(nvml_device, nvml_utilization*);
using device_power_call = int (*)(nvml_device, unsigned*);
using text_buffer = std::array<char, 128>;

void add(std::optional<std::int64_t>& sum, std::int64_t value) { sum = sum.value_or(0) + value; }

}  // namespace

class nvml_library::calls {
public:
    explicit calls(void* library)
        : library_(library),
          shutdown_(find<shutdown_call>("nvmlShutdown")),
          driver_version_(find<driver_version_call>("nvmlSystemGetDriverVersion")),
          name_(find<device_name_call>("nvmlDeviceGetName")),
          memory_(find<device_memory_call>("nvmlDeviceGetMemoryInfo")),
          utilization_(find<device_utilization_call>("nvmlDeviceGetUtilizationRates")),
          power_(find<device_power_call>("nvmlDeviceGetPowerUsage")) {
        const auto init = find<init_call>("nvmlInit_v2");
        ready_ = init && shutdown_ && init() == 0;
        if (ready_) find_devices();
    }
    ~calls() {
        if (ready_) shutdown_();
        ::dlclose(library_);
    }
    calls(const calls&) = delete;
    calls& operator=(const calls&) = delete;

    bool ready() const { return ready_; }
    const std::vector<nvml_device>& devices() const { return devices_; }

    std::string driver_version() const {
        text_buffer text{};
        return driver_version_ && driver_version_(text.data(), text.size()) == 0 ? text.data() : "";
    }
    std::string name_of(nvml_device device) const {
        text_buffer text{};
        return name_ && name_(device, text.data(), text.size()) == 0 ? text.data() : "NVIDIA GPU";
    }
    std::optional<nvml_memory> memory_of(nvml_device device) const {
        nvml_memory memory{};
        return memory_ && memory_(device, &memory) == 0 ? std::optional(memory) : std::nullopt;
    }
    std::optional<std::int64_t> busy_of(nvml_device device) const {
        nvml_utilization busy{};
        if (!utilization_ || utilization_(device, &busy) != 0) return std::nullopt;
        return std::int64_t{busy.gpu} * 10;
    }
    std::optional<std::int64_t> milliwatts_of(nvml_device device) const {
        unsigned milliwatts = 0;
        if (!power_ || power_(device, &milliwatts) != 0) return std::nullopt;
        return milliwatts;
    }

private:
    template <class Call>
    Call find(const char* name) {
        return reinterpret_cast<Call>(::dlsym(library_, name));
    }
    void find_devices() {
        const auto count_devices = find<device_count_call>("nvmlDeviceGetCount_v2");
        const auto by_index = find<device_by_index_call>("nvmlDeviceGetHandleByIndex_v2");
        unsigned count = 0;
        if (!count_devices || !by_index || count_devices(&count) != 0) return;
        for (unsigned i = 0; i < count; ++i) {
            nvml_device handle = nullptr;
            if (by_index(i, &handle) == 0) devices_.push_back(handle);
        }
    }

    void* library_;
    shutdown_call shutdown_;
    driver_version_call driver_version_;
    device_name_call name_;
    device_memory_call memory_;
    device_utilization_call utilization_;
    device_power_call power_;
    std::vector<nvml_device> devices_;
    bool ready_ = false;
};

nvml_library::nvml_library(std::unique_ptr<calls> opened) : calls_(std::move(opened)) {}
nvml_library::~nvml_library() = default;

std::unique_ptr<nvml_library> nvml_library::open(const std::string& library) {
    void* const handle = ::dlopen(library.c_str(), RTLD_LAZY | RTLD_LOCAL);
    if (!handle) return nullptr;
    auto opened = std::make_unique<calls>(handle);
    if (!opened->ready()) return nullptr;
    return std::unique_ptr<nvml_library>(new nvml_library(std::move(opened)));
}

std::vector<gpu_device> nvml_library::devices() const {
    std::vector<gpu_device> found;
    const std::string driver = calls_->driver_version();
    for (const auto device : calls_->devices()) {
        const auto memory = calls_->memory_of(device);
        found.push_back({calls_->name_of(device),
                         memory ? std::optional(static_cast<std::int64_t>(memory->total)) : std::nullopt, driver});
    }
    return found;
}

gpu_use nvml_library::use() const {
    gpu_use sum;
    std::int64_t busy_sum = 0;
    int busy_count = 0;
    for (const auto device : calls_->devices()) {
        if (const auto memory = calls_->memory_of(device)) add(sum.memory_bytes, static_cast<std::int64_t>(memory->used));
        if (const auto milliwatts = calls_->milliwatts_of(device)) add(sum.milliwatts, *milliwatts);
        if (const auto busy = calls_->busy_of(device)) {
            busy_sum += *busy;
            ++busy_count;
            sum.busy_highest = std::max(sum.busy_highest.value_or(0), *busy);
        }
    }
    if (busy_count > 0) sum.busy_mean = busy_sum / busy_count;
    return sum;
}

}  // namespace sweeplab
