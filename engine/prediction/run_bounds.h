// The band between which a run's times must lie when nothing but its own items counts, and where its measured points
// are against it: above it something other than the work costs time, below it the baseline is wrong. Pure; any thread.
// METHODS.md §2.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/scaling.h"
#include "engine/foundation/json_reader.h"
#include "engine/laws/time_bounds.h"

namespace sweeplab {

struct bounded_point {
    int workers = 1;
    time_band band;
    std::optional<double> measured_s;
    band_place place = band_place::unknown;
};

struct run_bounds {
    std::string missing;                // why there is no band, in words; else empty
    double work_s = 0;                  // T1: the measured time at 1 worker
    double span_s = 0;                  // T∞: the longest item, or chain of items, as they took alone
    std::vector<bounded_point> points;  // the curve's, by workers
    double noise = 0;                   // the share of a time that counted as no difference
};

// `curve` is the one of `run`. Only services at 1 worker tell how long items take alone.
run_bounds bounds_of(const run_record& run, const scaling_curve& curve);

// {work_s, span_s, noise, points: [{workers, lower_s, upper_s, measured_s, place}], missing}
json to_json(const run_bounds& bounds);

}  // namespace sweeplab
