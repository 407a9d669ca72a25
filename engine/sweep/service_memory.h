// How long items took in the trials so far: what longest-first goes by. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

class service_memory {
public:
    explicit service_memory(std::size_t items) : sums_ns_(items), counts_(items) {}

    void add(const attempt& span);  // ignored unless it succeeded
    // By item; absent for items that never succeeded.
    std::vector<std::optional<std::int64_t>> means_ns() const;

private:
    std::vector<std::int64_t> sums_ns_;
    std::vector<int> counts_;
};

}  // namespace sweeplab
