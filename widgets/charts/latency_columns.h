// Percentiles as rows and columns: what the table shows and the CSV writes. Pure; any thread.
#pragma once

#include <vector>

#include "widgets/charts/latency_chart_data.h"

namespace sweeplab {

struct latency_row {
    const latency_run* run = nullptr;
    const latency_point* point = nullptr;
    latency_quantity quantity = latency_quantity::first_token;

    const latency_distribution& values() const { return point->of(quantity); }
};
// In the order of the runs, by worker count, from sending before from due. The pointers are into `runs` and their
// reports. Runs without this quantity have no row.
std::vector<latency_row> latency_rows(const std::vector<latency_run>& runs, latency_quantity quantity);

// Every quantity that there is. Seconds throughout; what is refused is empty, and the last column says why.
QString latency_csv(const std::vector<latency_run>& runs);

}  // namespace sweeplab
