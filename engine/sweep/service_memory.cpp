#include "engine/sweep/service_memory.h"

namespace sweeplab {

void service_memory::add(const attempt& span) {
    const auto item = static_cast<std::size_t>(span.item);
    if (span.state != attempt_state::succeeded || span.item < 0 || item >= sums_ns_.size()) return;
    sums_ns_[item] += span.end_ns - span.start_ns;
    ++counts_[item];
}

std::vector<std::optional<std::int64_t>> service_memory::means_ns() const {
    std::vector<std::optional<std::int64_t>> means(sums_ns_.size());
    for (std::size_t item = 0; item < means.size(); ++item)
        if (counts_[item] > 0) means[item] = sums_ns_[item] / counts_[item];
    return means;
}

}  // namespace sweeplab
