#include <algorithm>

#include "engine/prediction/item_graph.h"
#include "engine/prediction/predict.h"

namespace sweeplab {
namespace {

double seconds(std::int64_t ns) { return to_seconds(duration(ns)); }

}  // namespace

result<curve_prediction> predict_items(const timed_items& items, const prediction_request& request) {
    if (request.middle)
        return fail(error_kind::bad_input, "items from a file have no middle trial", {},
                    "A middle count needs a saved run.");
    const int widest = request.workers.empty() ? 1 : *std::max_element(request.workers.begin(), request.workers.end());
    if (!can_be_counted(items.items, widest))
        return fail(error_kind::bad_input, "the times add up to more than 290 years of all workers", {},
                    "service_s is in seconds.");
    curve_prediction curve;
    curve.items = static_cast<int>(items.items.size());
    curve.service_s = curve.sequential_s = seconds(total_service_ns(items.items));
    curve.critical_path_s = seconds(critical_path_ns(items.items));
    curve.has_dependencies =
        std::any_of(items.items.begin(), items.items.end(), [](const replay_item& one) { return !one.depends_on.empty(); });
    const simple_curves simple(curve.service_s, curve.critical_path_s, curve.items, std::nullopt);
    for (const int workers : request.workers) {
        replay_settings settings;
        settings.workers = workers;
        settings.order = request.order;
        const auto replayed = replay(items.items, settings);
        prediction made;
        made.made_at = request.made_at;
        made.workers = workers;
        made.order = request.order;
        made.time_s = seconds(replayed.makespan_ns);
        made.worker_ns = replayed.states;
        made.baselines = simple.at(workers);
        curve.points.push_back(std::move(made));
    }
    return curve;
}

}  // namespace sweeplab
