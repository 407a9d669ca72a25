#include "engine/analysis/scaling_json.h"

#include <algorithm>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

json or_null(const std::optional<double>& value) { return value ? json(*value) : json(nullptr); }

json valid_texts(const std::vector<std::string>& texts) {
    json list = json::array();
    for (const auto& text : texts) list.push_back(to_valid_utf8(text));
    return list;
}

json point_json(const scaling_point& point) {
    const bool measured = !point.times_s.empty();
    json one{{"workers", point.workers},
             {"n", point.times_s.size()},
             {"time_s", measured ? interval_json(point.time_s) : json(nullptr)},
             {"speedup", point.speedup ? json(point.speedup->value) : json(nullptr)},
             {"speedup_lo", point.speedup ? or_null(point.speedup->lo) : json(nullptr)},
             {"speedup_hi", point.speedup ? or_null(point.speedup->hi) : json(nullptr)},
             {"efficiency", or_null(point.efficiency)},
             {"throughput_per_s", or_null(point.items_per_s)},
             {"tokens_per_s", or_null(point.tokens_per_s)},
             {"cost", or_null(point.cost)},
             {"cost_per_job", or_null(point.cost_per_job)},
             {"cost_per_result", or_null(point.cost_per_result)},
             {"result_count", or_null(point.result_count)},
             {"jobs", measured ? json(point.jobs) : json(nullptr)},
             {"times_s", point.times_s},
             {"not_counted", point.trials_not_counted},
             {"why_not_counted", to_valid_utf8(point.why_not_counted)},
             {"doubts", valid_texts(point.doubts)}};
    return one;
}

}  // namespace

json interval_json(const value_interval& value) {
    return {{"mean", value.value}, {"lo", or_null(value.lo)}, {"hi", or_null(value.hi)}};
}

json points_json(const scaling_curve& curve) {
    std::vector<const scaling_point*> all;
    for (const auto& point : curve.points) all.push_back(&point);
    for (const auto& point : curve.empty_points) all.push_back(&point);
    std::ranges::sort(all, {}, &scaling_point::workers);
    json points = json::array();
    for (const auto* point : all) points.push_back(point_json(*point));
    return points;
}

}  // namespace sweeplab
