// How much counters of the system grew between two readings, whatever happens to them meanwhile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/foundation/clock.h"

namespace sweeplab {

// A counter of 32 bits that ran over goes on from 0; one that was reset says nothing.
std::optional<std::uint64_t> growth_of_counter(std::uint64_t before, std::uint64_t after);

// A counter each for devices that come and go. Only those that are in both readings count: a new device brings what
// it counted in its whole life, and one that went takes it away.
class device_counters {
public:
    using reading = std::vector<std::pair<std::string_view, std::uint64_t>>;

    // The growth summed over all devices; absent for the first reading, and when no device is in both.
    std::optional<std::uint64_t> grow(const reading& now);
    void forget() { last_.clear(); }

private:
    std::vector<std::pair<std::string, std::uint64_t>> last_;
};

// Thousandths of one processor.
std::int64_t in_thousandths(std::int64_t busy_ns, duration elapsed);
// `amount` in `elapsed`, for one second.
std::int64_t per_second(double amount, duration elapsed);

}  // namespace sweeplab
