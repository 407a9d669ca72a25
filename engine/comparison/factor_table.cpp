#include "engine/comparison/factor_table.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/scaling.h"
#include "engine/model/json_fields.h"

namespace sweeplab {
namespace {

const scaling_point* point_at(const scaling_curve& curve, int workers) {
    const auto found =
        std::find_if(curve.points.begin(), curve.points.end(), [&](const auto& point) { return point.workers == workers; });
    return found == curve.points.end() ? nullptr : &*found;
}

// Pooled over every worker count of the two, as in a comparison of them.
std::optional<value_interval> factor_of(const scaling_curve& first, const scaling_curve& here, int workers) {
    const auto* above = point_at(first, workers);
    const auto* below = point_at(here, workers);
    if (!above || !below) return std::nullopt;
    if (&first == &here) return value_interval{1, std::nullopt, std::nullopt};
    std::vector<log_group> groups;
    for (const auto* curve : {&first, &here})
        for (const auto& point : curve->points) groups.push_back(make_log_group(point.times_s));
    return ratio_of_means(make_log_group(above->times_s), make_log_group(below->times_s), pool(groups));
}

std::vector<std::string> names_of(const std::vector<run_record>& runs, const std::vector<scaling_curve>& curves) {
    std::map<std::string, int> times_named;
    for (const auto& curve : curves) ++times_named[curve.host_name];
    std::vector<std::string> names;
    std::map<std::string, int> given;
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const auto& host = curves[i].host_name;
        names.push_back(times_named[host] == 1 && !host.empty() ? host : host + ": " + runs[i].summary.name);
        const int before = given[names.back()]++;
        if (times_named[host] > 1 && runs[i].summary.id) names.back() += fmt::format(" (run {})", runs[i].summary.id.value);
        else if (before > 0) names.back() += fmt::format(" ({})", before + 1);
    }
    return names;
}

}  // namespace

std::vector<factor_row> make_factor_table(const std::vector<run_record>& runs, bool same_work) {
    std::vector<scaling_curve> curves;
    for (const auto& run : runs) curves.push_back(make_scaling_curve(run));
    const auto names = names_of(runs, curves);
    std::vector<factor_row> rows;
    for (std::size_t i = 0; i < curves.size(); ++i)
        for (const auto& point : curves[i].points) {
            factor_row row;
            row.workers = point.workers;
            row.machine = names[i];
            row.time_s = point.time_s.value;
            row.items_per_s = point.items_per_s;
            row.tokens_per_s = point.tokens_per_s;
            row.expected_tokens_per_s = runs[i].host.expected_tokens_per_s;
            if (same_work || i == 0) row.factor = factor_of(curves.front(), curves[i], point.workers);
            rows.push_back(std::move(row));
        }
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.workers < b.workers; });
    return rows;
}

json to_json(const std::vector<factor_row>& rows) {
    json list = json::array();
    for (const auto& row : rows) {
        json one{{"workers", row.workers},
                 {"machine", text_to_json(row.machine)},
                 {"time_s", row.time_s},
                 {"items_per_s", value_or_null(row.items_per_s)},
                 {"tokens_per_s", value_or_null(row.tokens_per_s)},
                 {"factor", nullptr},
                 {"lo", nullptr},
                 {"hi", nullptr}};
        if (row.factor) {
            one["factor"] = row.factor->value;
            one["lo"] = value_or_null(row.factor->lo);
            one["hi"] = value_or_null(row.factor->hi);
        }
        if (row.expected_tokens_per_s)
            one["expected_tokens_per_s"] = {row.expected_tokens_per_s->least, row.expected_tokens_per_s->most};
        list.push_back(std::move(one));
    }
    return list;
}

}  // namespace sweeplab
