// A stand-in for the driver's library with two devices, the second of which will not tell its memory.
#include <cstring>

namespace {
int open_count = 0;
int devices[2] = {0, 1};

int give(char* buffer, unsigned length, const char* text) {
    if (open_count == 0) return 1;  // NVML_ERROR_UNINITIALIZED
    std::strncpy(buffer, text, length);
    return 0;
}
}  // namespace

struct memory_info {
    unsigned long long total, free, used;
};

struct utilization {
    unsigned gpu, memory;
};

extern "C" {
int nvmlInit_v2() {
    ++open_count;
    return 0;
}
int nvmlShutdown() {
    --open_count;
    return 0;
}
int nvmlSystemGetDriverVersion(char* buffer, unsigned length) { return give(buffer, length, "550.54.15"); }
int nvmlDeviceGetCount_v2(unsigned* count) {
    *count = 2;
    return open_count > 0 ? 0 : 1;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device) {
    *device = &devices[index];
    return 0;
}
int nvmlDeviceGetName(void* device, char* buffer, unsigned length) {
    return give(buffer, length, device == &devices[0] ? "NVIDIA GeForce RTX 3090" : "NVIDIA H200");
}
int nvmlDeviceGetMemoryInfo(void* device, memory_info* memory) {
    if (device != &devices[0]) return 3;  // NVML_ERROR_NOT_SUPPORTED
    *memory = {25769803776ULL, 25000000000ULL, 769803776ULL};
    return 0;
}
int nvmlDeviceGetUtilizationRates(void* device, utilization* busy) {
    *busy = {device == &devices[0] ? 90U : 31U, 5U};
    return 0;
}
int nvmlDeviceGetPowerUsage(void* device, unsigned* milliwatts) {
    if (device != &devices[0]) return 3;
    *milliwatts = 349'500;
    return 0;
}
}
