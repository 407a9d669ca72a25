#include "widgets/charts/panel_points.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sweeplab {
namespace {

constexpr double reach = 32;  // pixels

const chart_series& series_of(const chart_panel& panel, const point_ref& point) {
    return panel.series[static_cast<std::size_t>(point.series)];
}

// Both kinds of points of a series, by worker count.
std::vector<point_ref> points_of(const chart_panel& panel, int series) {
    const auto& one = panel.series[static_cast<std::size_t>(series)];
    std::vector<point_ref> points;
    for (std::size_t i = 0; i < one.points.size(); ++i) points.push_back({series, static_cast<int>(i), false});
    for (std::size_t i = 0; i < one.not_counted.size(); ++i) points.push_back({series, static_cast<int>(i), true});
    std::stable_sort(points.begin(), points.end(),
                     [&](const auto& a, const auto& b) { return workers_at(panel, a) < workers_at(panel, b); });
    return points;
}

std::vector<point_ref> all_points(const chart_panel& panel) {
    std::vector<point_ref> points;
    for (int i = 0; i < static_cast<int>(panel.series.size()); ++i) {
        const auto own = points_of(panel, i);
        points.insert(points.end(), own.begin(), own.end());
    }
    return points;
}

std::optional<point_ref> along(const panel_picture& picture, const point_ref& from, point_move move) {
    const auto points = points_of(*picture.panel, from.series);
    const auto here = std::find(points.begin(), points.end(), from) - points.begin();
    const auto last = static_cast<std::ptrdiff_t>(points.size()) - 1;
    const auto to = move == point_move::first ? 0
                    : move == point_move::last
                        ? last
                        : std::clamp<std::ptrdiff_t>(here + (move == point_move::left ? -1 : 1), 0, last);
    return points[static_cast<std::size_t>(to)];
}

// The nearest point above or below; a step to the side counts more than one in the direction.
std::optional<point_ref> across(const panel_picture& picture, const point_ref& from, bool up) {
    const QPointF here = position_of(picture, from);
    std::optional<point_ref> best = from;
    double least = std::numeric_limits<double>::infinity();
    for (const auto& candidate : all_points(*picture.panel)) {
        if (candidate.series == from.series) continue;
        const QPointF there = position_of(picture, candidate);
        const double rise = here.y() - there.y();
        // Points at one place are ordered by their series, so that each can be reached.
        const bool ahead = std::abs(rise) > 0.01 ? (rise > 0) == up : (candidate.series < from.series) == up;
        const double cost = std::abs(rise) + 8 * std::abs(there.x() - here.x());
        if (ahead && cost < least) {
            least = cost;
            best = candidate;
        }
    }
    return best;
}

}  // namespace

int workers_at(const chart_panel& panel, const point_ref& point) {
    const auto& series = series_of(panel, point);
    const auto index = static_cast<std::size_t>(point.index);
    return point.not_counted ? series.not_counted[index].workers : series.points[index].workers;
}

std::optional<point_ref> point_near(const panel_picture& picture, QPointF at) {
    std::optional<point_ref> nearest;
    double least = reach;
    for (const auto& candidate : all_points(*picture.panel)) {
        const QPointF away = position_of(picture, candidate) - at;
        const double distance = std::hypot(away.x(), away.y());
        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::optional<point_ref> first_point(const panel_picture& picture) {
    if (!picture.geometry.rings.empty()) {
        const auto& ring = picture.geometry.rings.front();
        return point_ref{ring.series, ring.point, false};
    }
    const auto points = all_points(*picture.panel);
    return points.empty() ? std::nullopt : std::optional(points.front());
}

std::optional<point_ref> moved_point(const panel_picture& picture, const std::optional<point_ref>& from, point_move move) {
    if (!from) return first_point(picture);
    if (move == point_move::up || move == point_move::down) return across(picture, *from, move == point_move::up);
    return along(picture, *from, move);
}

std::optional<point_ref> same_point(const chart_panel& before, const point_ref& point, const chart_panel& now) {
    const run_id run = series_of(before, point).run;
    const int workers = workers_at(before, point);
    for (const auto& candidate : all_points(now)) {
        if (series_of(now, candidate).run == run && workers_at(now, candidate) == workers) return candidate;
    }
    return std::nullopt;
}

}  // namespace sweeplab
