#include <algorithm>

#include <fmt/format.h>

#include "engine/analysis/recommendation.h"
#include "engine/analysis/words.h"
#include "engine/prediction/predict.h"

namespace sweeplab {
namespace {

std::string_view to_text(fit_outcome outcome) {
    switch (outcome) {
        case fit_outcome::fitted: return "fitted";
        case fit_outcome::faster_than_replay: return "faster_than_replay";
        case fit_outcome::without_effect: break;
    }
    return "without_effect";
}

json fit_to_json(const curve_prediction& curve) {
    if (!curve.fit) return nullptr;
    return {{"workers", *curve.middle},
            {"outcome", to_text(curve.fit->outcome)},
            {"inflation", curve.fit->inflation},
            {"measured_s", curve.fit->measured_s},
            {"replayed_without_s", curve.fit->without_s}};
}

}  // namespace

json to_json(const curve_prediction& curve) {
    json points = json::array();
    for (const auto& made : curve.points) points.push_back(to_json(made));
    json value = {{"points", std::move(points)},
                  {"not_predictable", curve.not_predictable.empty() ? json(nullptr) : json(curve.not_predictable)}};
    if (!curve.not_predictable.empty()) return value;
    value["items"] = curve.items;
    value["service_s"] = curve.service_s;
    value["critical_path_s"] = curve.critical_path_s;
    value["sequential_s"] = curve.sequential_s;
    value["overhead_s"] = curve.overhead_s;
    value["middle"] = fit_to_json(curve);
    value["item_noise"] = curve.item_noise ? json(*curve.item_noise) : json(nullptr);
    value["remarks"] = curve.remarks;
    value["finding"] = describe_prediction(curve);
    return value;
}

std::string describe_prediction(const curve_prediction& curve) {
    if (curve.points.empty()) return {};
    const auto sooner = [](const prediction& a, const prediction& b) {
        return a.time_s != b.time_s ? a.time_s < b.time_s : a.workers < b.workers;
    };
    const auto& best = *std::min_element(curve.points.begin(), curve.points.end(), sooner);
    const prediction* fewest = &best;
    for (const auto& made : curve.points)
        if (made.time_s <= near_best * best.time_s && made.workers < fewest->workers) fewest = &made;
    if (fewest == &best) {
        return fmt::format("{} {} the shortest predicted time of these, {}.", workers_in_words(best.workers),
                           best.workers == 1 ? "has" : "have", seconds_in_words(best.time_s));
    }
    return fmt::format("{} {} within 5 % of the shortest predicted time of these: {} against {} with {}.",
                       workers_in_words(fewest->workers), fewest->workers == 1 ? "comes" : "come",
                       seconds_in_words(fewest->time_s), seconds_in_words(best.time_s), workers_in_words(best.workers));
}

}  // namespace sweeplab
