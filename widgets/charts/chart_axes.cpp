#include "widgets/charts/chart_axes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sweeplab {
namespace {

constexpr double ideal_beyond_points = 3;
constexpr double room_for_marks = 1.06;  // between the outermost point and the plot's edge, on a log axis

struct value_range {
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();

    void include(double value) {
        least = std::min(least, value);
        most = std::max(most, value);
    }
    void include(const chart_value& value) {
        include(value.value);
        if (value.lo) include(*value.lo);
        if (value.hi) include(*value.hi);
        for (const double repeat : value.repeats) include(repeat);
    }
    bool empty() const { return least > most; }
};

value_range range_of_points(const scaling_chart_data& data) {
    value_range range;
    for (const auto& panel : data.panels) {
        for (const auto& series : panel.series) {
            for (const auto& point : series.points) range.include(point.shown);
            for (const auto& point : series.predicted) range.include(point.shown);
        }
    }
    return range;
}

value_range with_ideal_lines(const value_range& points, const scaling_chart_data& data) {
    value_range range = points;
    for (const auto& panel : data.panels) {
        for (const auto& series : panel.series) {
            for (const auto& end : series.ideal) {
                range.include(std::clamp(end.y(), points.least / ideal_beyond_points, points.most * ideal_beyond_points));
            }
        }
    }
    return range;
}

}  // namespace

display_units choose_units(const std::vector<scaling_curve>& curves) {
    const QString currency = QString::fromStdString(curves.empty() ? std::string("USD") : curves.front().currency);
    display_units units;
    for (const auto quantity : all_chart_quantities) {
        value_range range;
        for (const auto& curve : curves) {
            for (const auto& point : curve.points) {
                if (const auto value = value_of(curve, point, quantity); value && std::isfinite(value->value)) {
                    range.include(value->value);
                }
            }
        }
        units[static_cast<std::size_t>(quantity)] =
            range.empty() ? choose_unit(quantity, 1, 1, currency) : choose_unit(quantity, range.least, range.most, currency);
    }
    return units;
}

bool can_be_drawn(const chart_value& value, chart_quantity quantity) {
    const auto fits = [log = has_log_axis(quantity)](double number) {
        return std::isfinite(number) && (!log || number > 0);
    };
    return fits(value.value) && fits(value.lo.value_or(value.value)) && fits(value.hi.value_or(value.value)) &&
           std::all_of(value.repeats.begin(), value.repeats.end(), fits);
}

void add_axes(scaling_chart_data& data) {
    data.x = make_workers_scale(data.workers.empty() ? std::vector{1, 2} : data.workers);
    const value_range points = range_of_points(data);
    if (!has_log_axis(data.quantity)) {
        const double at_least = data.quantity == chart_quantity::efficiency ? 100 : 0;
        data.y = make_linear_axis(points.empty() ? 1 : points.most, at_least);
        return;
    }
    value_range range{1, 8};
    if (!points.empty()) {
        range = with_ideal_lines(points, data);
        range.include(points.least / room_for_marks);
        range.include(points.most * room_for_marks);
    }
    data.y = make_log_axis(range.least, range.most);
}

}  // namespace sweeplab
