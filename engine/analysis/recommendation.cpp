#include "engine/analysis/recommendation.h"

#include <algorithm>

namespace sweeplab {
namespace {

// Walks the points upwards while each further worker buys enough speedup.
const scaling_point* last_worthwhile(const std::vector<scaling_point>& points, int baseline_workers) {
    const scaling_point* reached = &points.front();
    for (const auto& point : points) {
        if (&point == reached) continue;
        const double further_workers = static_cast<double>(point.workers - reached->workers) / baseline_workers;
        const double gain = point.speedup->value - reached->speedup->value;
        if (gain < least_gain_per_worker * further_workers) break;
        reached = &point;
    }
    return reached;
}

// By more than 5 %, and by more than the repeats vary where that is known.
bool clearly_slower(const scaling_point& point, const scaling_point& best) {
    if (point.time_s.value <= best.time_s.value * near_best) return false;
    return !point.time_s.lo || !best.time_s.hi || *point.time_s.lo > *best.time_s.hi;
}

}  // namespace

recommendation recommend(const scaling_curve& curve) {
    const auto& points = curve.points;
    recommendation chosen;
    chosen.best = &*std::min_element(points.begin(), points.end(),
                                     [](const auto& a, const auto& b) { return a.time_s.value < b.time_s.value; });
    chosen.near = &*std::find_if(points.begin(), points.end(), [&](const auto& point) {
        return point.time_s.value <= chosen.best->time_s.value * near_best;
    });
    for (const auto& point : points)
        if (*point.efficiency >= least_efficiency) chosen.efficient = &point;
    chosen.headline = *chosen.near->efficiency >= least_efficiency ? chosen.near : chosen.efficient;
    chosen.last_worthwhile = last_worthwhile(points, curve.baseline_workers);
    chosen.gets_slower = points.back().workers > chosen.best->workers && clearly_slower(points.back(), *chosen.best);
    chosen.still_gains = chosen.near == &points.back() && chosen.last_worthwhile == &points.back() && points.size() > 1;
    return chosen;
}

}  // namespace sweeplab
