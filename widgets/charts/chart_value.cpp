#include "widgets/charts/chart_value.h"

#include <algorithm>

namespace sweeplab {
namespace {

// Repeats and interval of something that is `at_one_second` / time.
chart_value inverse_of_time(double value, const scaling_point& point) {
    chart_value out{value, std::nullopt, std::nullopt, {}};
    const double at_one_second = value * point.time_s.value;
    if (point.time_s.hi && *point.time_s.hi > 0) out.lo = at_one_second / *point.time_s.hi;
    if (point.time_s.lo && *point.time_s.lo > 0) out.hi = at_one_second / *point.time_s.lo;
    for (const double time : point.times_s) out.repeats.push_back(at_one_second / time);
    return out;
}

// A speedup has the uncertainty of both of its times: its own interval, not the time's.
chart_value speedup_of(const scaling_point& point) {
    chart_value out = inverse_of_time(point.speedup->value, point);
    out.lo = point.speedup->lo;
    out.hi = point.speedup->hi;
    return out;
}

chart_value efficiency_of(const scaling_curve& curve, const scaling_point& point) {
    chart_value out = speedup_of(point);
    const double share = static_cast<double>(curve.baseline_workers) / point.workers;
    out.value = *point.efficiency;
    if (out.lo) *out.lo *= share;
    if (out.hi) *out.hi *= share;
    for (double& repeat : out.repeats) repeat *= share;
    return out;
}

chart_value alone(double value) { return {value, std::nullopt, std::nullopt, {}}; }

}  // namespace

std::optional<chart_value> value_of(const scaling_curve& curve, const scaling_point& point, chart_quantity quantity) {
    switch (quantity) {
        case chart_quantity::time: return chart_value{point.time_s.value, point.time_s.lo, point.time_s.hi, point.times_s};
        case chart_quantity::speedup:
            if (point.speedup) return speedup_of(point);
            break;
        case chart_quantity::efficiency:
            if (point.speedup && point.efficiency) return efficiency_of(curve, point);
            break;
        case chart_quantity::throughput:
            if (point.items_per_s) return inverse_of_time(*point.items_per_s, point);
            break;
        case chart_quantity::tokens_per_s:
            if (point.tokens_per_s) return alone(*point.tokens_per_s);
            break;
        case chart_quantity::cost:
            if (point.cost) return alone(*point.cost);
            break;
    }
    return std::nullopt;
}

}  // namespace sweeplab
