#include "engine/analysis/latency_json.h"

namespace sweeplab {
namespace {

json distribution_json(const latency_report& report, const latency_point& point, latency_quantity quantity) {
    const auto& one = point.of(quantity);
    json percentiles = json::object(), refused = json::object();
    for (const int thousandths : latency_percentiles) {
        const auto& read = one.percentile(thousandths);
        const auto name = percentile_name(thousandths);
        percentiles[name] = read.ns ? json{{"ns", *read.ns}, {"lo_ns", read.lo_ns}, {"hi_ns", read.hi_ns}} : json(nullptr);
        if (!read.ns) refused[name] = read.refused;
    }
    return {{"workers", point.workers},
            {"quantity", std::string(key_of(quantity))},
            {"definition", definition_of(quantity, report.basis)},
            {"definition_id", latency_definition},
            {"trials", point.trials},
            {"count", one.sorted_ns.size()},
            {"missing", one.missing},
            {"failed", point.failed},
            {"percentiles", percentiles},
            {"refused", refused}};
}

}  // namespace

json to_json(const latency_report& report) {
    json list = json::array();
    for (const auto quantity : all_latency_quantities) {
        if (!report.has(quantity)) continue;
        for (const auto& point : report.points) list.push_back(distribution_json(report, point, quantity));
    }
    return list;
}

}  // namespace sweeplab
