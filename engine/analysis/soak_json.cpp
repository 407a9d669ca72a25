#include "engine/analysis/soak_report.h"
#include "engine/model/json_fields.h"

namespace sweeplab {
namespace {

std::optional<double> scaled(const std::optional<double>& value, double by) {
    return value ? std::optional(*value * by) : std::nullopt;
}

json times_json(const spread_of_times& times) {
    constexpr double ms = 1e-6;
    return {{"count", times.values.count()},
            {"p50", value_or_null(scaled(times.percentile(500), ms))},
            {"p95", value_or_null(scaled(times.percentile(950), ms))},
            {"p99", value_or_null(scaled(times.percentile(990), ms))},
            {"max", value_or_null(scaled(times.most(), ms))},
            {"mean", value_or_null(scaled(times.mean(), ms))}};
}

json growth_json(const std::optional<growth_estimate>& growth, double by) {
    if (!growth) return nullptr;
    return {{"value", growth->per_hour * by},
            {"lo", value_or_null(scaled(growth->lo, by))},
            {"hi", value_or_null(scaled(growth->hi, by))},
            {"independent_samples", growth->independent}};
}

json course_json(const gauge_course& course, double by) {
    return {{"samples", course.samples},
            {"first", value_or_null(scaled(course.first, by))},
            {"last", value_or_null(scaled(course.last, by))},
            {"mean", value_or_null(scaled(course.mean, by))},
            {"p95", value_or_null(scaled(course.p95, by))},
            {"max", value_or_null(scaled(course.most, by))}};
}

json row_json(const soak_row& row) {
    constexpr double mb = 1e-6;
    json memory = course_json(row.memory.bytes, mb);
    memory["growth_mb_per_h"] = growth_json(row.memory.growth, mb);
    memory["second_half_mb_per_h"] = growth_json(row.memory.second_half, mb);
    memory["verdict"] = to_text(row.memory.verdict);
    json series = json::array();
    for (const auto& one : row.series) {
        json entry = course_json(one.values, 1);
        entry["name"] = one.name;
        entry["counter"] = one.counter;
        entry["growth_per_h"] = growth_json(one.growth, 1);
        series.push_back(std::move(entry));
    }
    return {{"workers", row.workers},
            {"repeat", row.repeat},
            {"parts", row.parts},
            {"state", to_text(row.state)},
            {"message", text_to_json(row.message)},
            {"measured_s", row.measured_s},
            {"chunks", row.chunks},
            {"requests", row.requests},
            {"failed", row.failed},
            {"gap_ms", times_json(row.gaps)},
            {"jitter_ms", times_json(row.jitter)},
            {"first_content_ms", times_json(row.first_content)},
            {"process", row.own_process ? "sweeplab" : "watched"},
            {"cpu_pct", course_json(row.cpu_pct, 1)},
            {"memory_mb", std::move(memory)},
            {"gpu_memory_mb", course_json(row.gpu_memory_bytes, mb)},
            {"series", std::move(series)}};
}

}  // namespace

json to_json(const soak_report& report) {
    json rows = json::array();
    for (const auto& row : report.rows) rows.push_back(row_json(row));
    return {{"definition", soak_definition},
            {"duration_s", report.terms.duration_s},
            {"settled_after_s", report.terms.settled_after_s},
            {"rows", std::move(rows)}};
}

}  // namespace sweeplab
