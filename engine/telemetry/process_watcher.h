// Adds what one process uses, with all its descendants, to what another sampler reads of the machine.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/telemetry/resource_sampler.h"

namespace sweeplab {

class process_watcher final : public resource_sampler {
public:
    // `root` is put before /proc, for tests.
    explicit process_watcher(std::unique_ptr<resource_sampler> machine, const std::string& root = {});

    // From the next reading on; absent: no process. As read(), one thread at a time.
    void watch(std::optional<int> pid);

    // Without process_count when there is no process, or when it ended, also when another has its number by now.
    resource_values read(instant now) override;
    void forget() override;

private:
    struct reading {
        instant at;
        std::uint64_t ticks;
    };

    const std::unique_ptr<resource_sampler> machine_;
    const std::string proc_;
    std::optional<int> pid_;
    std::optional<std::uint64_t> began_;
    std::optional<reading> last_;
};

}  // namespace sweeplab
