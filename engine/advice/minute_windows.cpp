#include "engine/advice/minute_windows.h"

#include <algorithm>

namespace sweeplab {

window_load slide_a_minute(std::vector<timed_amount> amounts, std::int64_t length_ns) {
    std::sort(amounts.begin(), amounts.end(), [](const auto& a, const auto& b) { return a.at_ns < b.at_ns; });
    window_load load;
    double total = 0;
    for (const auto& one : amounts) total += one.amount;
    const std::int64_t positions = length_ns - minute_ns;
    if (positions <= 0) return {total, total};

    // An amount lies in the windows that begin within the minute up to it.
    double weighted = 0;
    for (const auto& one : amounts) {
        const auto first = std::max<std::int64_t>(0, one.at_ns - minute_ns);
        const auto last = std::min(positions, one.at_ns);
        if (last > first) weighted += one.amount * static_cast<double>(last - first);
    }
    load.mean = weighted / static_cast<double>(positions);

    // The worst window begins at an amount.
    double inside = 0;
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < amounts.size(); ++begin) {
        while (end < amounts.size() && amounts[end].at_ns - amounts[begin].at_ns < minute_ns)
            inside += amounts[end++].amount;
        load.worst = std::max(load.worst, inside);
        inside -= amounts[begin].amount;
    }
    return load;
}

}  // namespace sweeplab
