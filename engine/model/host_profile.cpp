#include "engine/model/host_profile.h"

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

std::string counted(int count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string memory_in_words(std::int64_t bytes) {
    const double gibibytes = static_cast<double>(bytes) / (1024.0 * 1024.0 * 1024.0);
    return gibibytes < 10 ? fmt::format("{:.1f} GB", gibibytes) : fmt::format("{:.0f} GB", gibibytes);
}

}  // namespace

std::string host_profile::summary() const {
    std::vector<std::string> parts;
    std::vector<std::string> processor;
    if (physical_cores) processor.push_back(counted(*physical_cores, "core", "cores"));
    if (threads) processor.push_back(counted(*threads, "thread", "threads"));
    if (!processor.empty()) parts.push_back(join(processor, " / "));
    else if (!cpu_model.empty()) parts.push_back(cpu_model);
    if (memory_bytes) parts.push_back(memory_in_words(*memory_bytes));
    for (const auto& gpu : gpus) parts.push_back(gpu.name);
    return join(parts, ", ");
}

}  // namespace sweeplab
