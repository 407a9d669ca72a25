#include "engine/advice/economics.h"

#include "engine/model/json_fields.h"

namespace sweeplab {
namespace {

json interval_to_json(const value_interval& interval) {
    return {{"value", interval.value}, {"lo", value_or_null(interval.lo)}, {"hi", value_or_null(interval.hi)}};
}

json hourly_to_json(const hourly_cost& hourly) {
    return {{"amortisation", value_or_null(hourly.amortisation)},
            {"electricity", value_or_null(hourly.electricity)},
            {"total", value_or_null(hourly.total)},
            {"missing", hourly.missing.empty() ? json(nullptr) : json(hourly.missing)}};
}

json break_even_to_json(const break_even& found) {
    json value = {{"state", to_text(found.state)}, {"units_a_month", nullptr}, {"text", found.text}};
    if (found.units_a_month) value["units_a_month"] = interval_to_json(*found.units_a_month);
    const bool known = found.state != break_even_state::unknown;
    value["monthly_fixed"] = known ? json(found.monthly_fixed) : json(nullptr);
    value["marginal_per_unit"] = known ? json(found.marginal_per_unit) : json(nullptr);
    value["capacity_a_month"] = known ? interval_to_json(found.capacity_a_month) : json(nullptr);
    return value;
}

}  // namespace

std::string_view to_text(break_even_state state) {
    switch (state) {
        case break_even_state::at_volume: return "at_volume";
        case break_even_state::always: return "always";
        case break_even_state::never_cheaper: return "never_cheaper";
        case break_even_state::beyond_capacity: return "beyond_capacity";
        case break_even_state::unknown: break;
    }
    return "unknown";
}

json to_json(const economics_report& report) {
    json machines = json::array();
    for (std::size_t i = 0; i < report.machines.size(); ++i)
        machines.push_back({{"name", report.machines[i]},
                            {"hourly", hourly_to_json(report.hourly[i])},
                            {"break_even", break_even_to_json(report.break_evens[i])}});
    json lines = json::array();
    for (const auto& line : report.lines) {
        json points = json::array();
        for (const auto& point : line.points)
            points.push_back({{"units", point.units},
                              {"cost", point.cost},
                              {"lo", value_or_null(point.lo)},
                              {"hi", value_or_null(point.hi)}});
        lines.push_back({{"name", line.name}, {"points", std::move(points)}});
    }
    return {{"unit", report.unit},
            {"currency", report.currency},
            {"machines", std::move(machines)},
            {"lines", std::move(lines)}};
}

}  // namespace sweeplab
