#include "engine/comparison/comparison.h"
#include "engine/model/json_fields.h"

namespace sweeplab {
namespace {

json ratio_json(const value_interval& ratio, verdict decided, double threshold) {
    return {{"ratio", ratio.value},
            {"lo", value_or_null(ratio.lo)},
            {"hi", value_or_null(ratio.hi)},
            {"verdict", key_of(decided)},
            {"verdict_in_words", in_words(decided, threshold)}};
}

}  // namespace

json to_json(const run_comparison& value) {
    json object{{"a", text_to_json(value.a_name)},
                {"b", text_to_json(value.b_name)},
                {"comparable", value.comparable},
                {"why_not", value.comparable ? json(nullptr) : text_to_json(value.why_not)},
                {"threshold_pct", value.threshold * 100},
                {"differs", json::array()},
                {"unlike_work", texts_to_json(value.differences.unlike)},
                {"not_known", texts_to_json(value.differences.unknown)},
                {"points", json::array()},
                {"overall", nullptr},
                {"degrees_of_freedom", value.dof},
                {"variance", value.variances_differ ? "own" : "pooled"},
                {"only_a", value.only_a},
                {"only_b", value.only_b},
                {"paired", json::array()},
                {"warnings", texts_to_json(value.warnings)},
                {"finding", {{"headline", text_to_json(value.headline)}, {"detail", text_to_json(value.detail)}}}};
    for (const auto& one : value.differences.list) object["differs"].push_back(to_json(one));
    if (value.differences.left_out > 0) object["differs_left_out"] = value.differences.left_out;
    for (const auto& point : value.points) {
        auto one = ratio_json(point.ratio, point.decided, value.threshold);
        one["workers"] = point.workers;
        one["a_s"] = point.a_s;
        one["b_s"] = point.b_s;
        object["points"].push_back(std::move(one));
    }
    if (value.overall) object["overall"] = ratio_json(*value.overall, value.overall_verdict, value.threshold);
    for (const auto& pairs : value.paired) object["paired"].push_back(to_json(pairs));
    return object;
}

}  // namespace sweeplab
