#include "engine/prediction/run_bounds.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/model/item_graph.h"
#include "engine/prediction/sequential_basis.h"

namespace sweeplab {
namespace {

constexpr double noise_without_repeats = 0.05;

const scaling_point* point_at(const scaling_curve& curve, int workers) {
    const auto found = std::ranges::find(curve.points, workers, &scaling_point::workers);
    return found == curve.points.end() ? nullptr : &*found;
}

double noise_of(const scaling_curve& curve) {
    return curve.pooled_sd_ln && curve.pooled_dof > 0 ? std::max(0.01, 2 * *curve.pooled_sd_ln) : noise_without_repeats;
}

std::string key_of(band_place place) {
    constexpr std::array names{"below", "inside", "above", "unknown"};
    return names[static_cast<std::size_t>(place)];
}

run_bounds without(std::string why) {
    run_bounds bounds;
    bounds.missing = std::move(why);
    return bounds;
}

}  // namespace

run_bounds bounds_of(const run_record& run, const scaling_curve& curve) {
    if (!curve.usable_workers && !run.items.empty())
        return without("There is no band: the command itself spreads its work over the workers.");
    const auto* alone = point_at(curve, 1);
    if (!alone) return without("The band needs a time at 1 worker.");
    const auto services = mean_services_ns(clean_trials(run, 1), run.items.size());
    const auto longest = std::ranges::max_element(services);
    if (longest == services.end() || *longest <= 0)
        return without("The band needs the time of each item at 1 worker, and this run has none.");
    run_bounds bounds;
    bounds.work_s = alone->time_s.value;
    std::vector<std::int64_t> durations;
    for (const double service : services) durations.push_back(std::llround(service));
    bounds.span_s = std::min(static_cast<double>(critical_path_ns(needs_of(run.items), durations)) * 1e-9, bounds.work_s);
    bounds.noise = noise_of(curve);
    for (const auto& point : curve.points) {
        const auto band = bounds_at(point.workers, bounds.work_s, bounds.span_s);
        if (!band) continue;
        bounds.points.push_back(
            {point.workers, *band, point.time_s.value, place_in(*band, point.time_s.value, bounds.noise)});
    }
    return bounds;
}

json to_json(const run_bounds& bounds) {
    if (!bounds.missing.empty()) return {{"missing", bounds.missing}, {"points", json::array()}};
    json points = json::array();
    for (const auto& point : bounds.points)
        points.push_back({{"workers", point.workers},
                          {"lower_s", point.band.lower_s},
                          {"upper_s", point.band.upper_s},
                          {"measured_s", point.measured_s ? json(*point.measured_s) : json(nullptr)},
                          {"place", key_of(point.place)}});
    return {{"work_s", bounds.work_s},
            {"span_s", bounds.span_s},
            {"noise", bounds.noise},
            {"points", std::move(points)},
            {"missing", nullptr}};
}

}  // namespace sweeplab
