// Curves with known figures, as the engine makes them from trials.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "engine/analysis/scaling.h"

namespace sweeplab::examples {

struct times_at {
    int workers;
    std::vector<double> times_s;
};

inline scaling_point point_from(const times_at& measured, double baseline_s, int baseline_workers, int jobs) {
    scaling_point point;
    point.workers = measured.workers;
    point.times_s = measured.times_s;
    double sum = 0;
    for (const double time : measured.times_s) sum += std::log(time);
    point.time_s.value = std::exp(sum / static_cast<double>(measured.times_s.size()));
    if (measured.times_s.size() > 1) {
        point.time_s.lo = point.time_s.value / 1.1;
        point.time_s.hi = point.time_s.value * 1.1;
    }
    point.speedup = value_interval{baseline_s / point.time_s.value, {}, {}};
    if (measured.times_s.size() > 1 && measured.workers != baseline_workers) {
        point.speedup->lo = point.speedup->value / 1.15;
        point.speedup->hi = point.speedup->value * 1.15;
    }
    point.efficiency = point.speedup->value * baseline_workers / point.workers;
    point.jobs = jobs;
    point.items_per_s = jobs / point.time_s.value;
    return point;
}

inline scaling_curve make_curve(std::int64_t run, const std::string& host, const std::vector<times_at>& measured) {
    scaling_curve curve;
    curve.run = run_id{run};
    curve.run_name = "run " + std::to_string(run);
    curve.host_name = host;
    curve.host_summary = "8 cores / 16 threads, 31 GB";
    curve.workload = "llm sim-small";
    curve.items = 12;
    if (measured.empty()) return curve;
    curve.baseline_workers = measured.front().workers;
    const auto first = point_from(measured.front(), 1, curve.baseline_workers, 12);
    for (const auto& one : measured) {
        curve.points.push_back(point_from(one, first.time_s.value, curve.baseline_workers, 12));
    }
    return curve;
}

// The published worker benchmark: one run of 12 chunks at each count.
inline scaling_curve published() {
    auto curve = make_curve(1, "Published", {{1, {171.14}}, {4, {58.50}}, {10, {36.94}}, {20, {33.42}}, {50, {32.73}}});
    for (auto& point : curve.points) point.cost = 0.0092;
    return curve;
}

inline scaling_curve repeated(std::int64_t run, const std::string& host, double at_one) {
    const auto at = [at_one](int workers, double share) {
        return times_at{workers, {at_one * share * 0.95, at_one * share, at_one * share * 1.05}};
    };
    return make_curve(run, host, {at(1, 1), at(2, 0.52), at(4, 0.3), at(8, 0.2)});
}

inline scaling_point not_counted(int workers, const std::string& why) {
    scaling_point point;
    point.workers = workers;
    point.trials_not_counted = 3;
    point.why_not_counted = why;
    return point;
}

}  // namespace sweeplab::examples
