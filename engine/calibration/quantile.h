// Order statistics of measured values.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace sweeplab::calibration {

// The smallest value that at least `share` of all values do not exceed. Not of an empty list.
inline double quantile(std::vector<double> values, double share) {
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(rank, 1, values.size()) - 1);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace sweeplab::calibration
