#include "engine/telemetry/counter_growth.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {

std::optional<std::uint64_t> growth_of_counter(std::uint64_t before, std::uint64_t after) {
    if (after >= before) return after - before;
    constexpr std::uint64_t end_of_32_bits = std::uint64_t{1} << 32;
    const bool ran_over = before < end_of_32_bits && before >= end_of_32_bits / 4 * 3 && after < end_of_32_bits / 4;
    return ran_over ? std::optional(after + end_of_32_bits - before) : std::nullopt;
}

std::optional<std::uint64_t> device_counters::grow(const reading& now) {
    std::optional<std::uint64_t> sum;
    for (const auto& [name, value] : now) {
        const auto known = std::find_if(last_.begin(), last_.end(), [&](const auto& one) { return one.first == name; });
        if (known == last_.end()) continue;
        if (const auto growth = growth_of_counter(known->second, value)) sum = sum.value_or(0) + *growth;
    }
    last_.assign(now.begin(), now.end());
    return sum;
}

std::int64_t in_thousandths(std::int64_t busy_ns, duration elapsed) {
    return std::llround(1000.0 * static_cast<double>(busy_ns) / static_cast<double>(elapsed.count()));
}

std::int64_t per_second(double amount, duration elapsed) { return std::llround(amount / to_seconds(elapsed)); }

}  // namespace sweeplab
