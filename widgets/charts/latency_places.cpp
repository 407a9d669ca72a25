// Finding and moving among the places on a panel's curves.
#include <QLineF>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/charts/latency_geometry.h"

namespace sweeplab {
namespace {

constexpr double reach = 28;  // pixels from the pointer to a curve

const std::vector<std::int64_t>& times_of(const latency_panel_data& panel, int curve) {
    return panel.curves[static_cast<std::size_t>(curve)].values->sorted_ns;
}

QPointF nearest_on(const QLineF& line, QPointF at) {
    const QPointF along = line.p2() - line.p1();
    const double length = QPointF::dotProduct(along, along);
    if (length == 0) return line.p1();
    return line.pointAt(std::clamp(QPointF::dotProduct(at - line.p1(), along) / length, 0.0, 1.0));
}

double share_at(const latency_panel_data& panel, const latency_ref& ref) {
    return static_cast<double>(ref.rank) / static_cast<double>(times_of(panel, ref.curve).size());
}

}  // namespace

QPointF position_of(const latency_panel_data& panel, const latency_geometry& geometry, const latency_ref& ref) {
    return {geometry.plot.x_of(times_of(panel, ref.curve)[ref.rank - 1]), geometry.plot.y_of(share_at(panel, ref))};
}

std::optional<latency_ref> place_near(const latency_panel_data& panel, const latency_geometry& geometry, QPointF at) {
    if (!geometry.plot.area.adjusted(-reach, -reach, reach, reach).contains(at)) return std::nullopt;
    double least = reach;
    std::optional<latency_ref> found;
    for (std::size_t i = 0; i < geometry.curves.size(); ++i) {
        const auto& points = geometry.curves[i];
        for (qsizetype j = 1; j < points.size(); ++j) {
            const QPointF near = nearest_on({points[j - 1], points[j]}, at);
            const double distance = std::hypot(near.x() - at.x(), near.y() - at.y());
            if (distance >= least) continue;
            least = distance;
            const double share = (geometry.plot.area.bottom() - near.y()) / geometry.plot.area.height();
            found = latency_ref{static_cast<int>(i), settled_rank(times_of(panel, static_cast<int>(i)), share)};
        }
    }
    return found;
}

std::optional<latency_ref> first_place(const latency_panel_data& panel) {
    if (panel.curves.empty()) return std::nullopt;
    const int last = static_cast<int>(panel.curves.size()) - 1;
    return latency_ref{last, settled_rank(times_of(panel, last), 0.5)};
}

std::optional<latency_ref> moved_place(const latency_panel_data& panel, const std::optional<latency_ref>& from,
                                       panel_move move) {
    if (!from) return first_place(panel);
    const auto& times = times_of(panel, from->curve);
    switch (move) {
        case panel_move::left: return latency_ref{from->curve, moved_rank(times, from->rank, false)};
        case panel_move::right: return latency_ref{from->curve, moved_rank(times, from->rank, true)};
        case panel_move::first: return latency_ref{from->curve, settled_rank(times, 0)};
        case panel_move::last: return latency_ref{from->curve, times.size()};
        case panel_move::up:
        case panel_move::down: break;
    }
    const int step = move == panel_move::up ? 1 : -1;
    const int to = std::clamp(from->curve + step, 0, static_cast<int>(panel.curves.size()) - 1);
    return to == from->curve ? from : latency_ref{to, settled_rank(times_of(panel, to), share_at(panel, *from))};
}

latency_place place_of(const latency_panel_data& panel, const latency_ref& ref) {
    const auto& curve = panel.curves[static_cast<std::size_t>(ref.curve)];
    return {curve.workers, curve.from_due, share_at(panel, ref)};
}

std::optional<latency_ref> same_place(const latency_panel_data& panel, const latency_place& place) {
    for (std::size_t i = 0; i < panel.curves.size(); ++i) {
        const auto& curve = panel.curves[i];
        if (curve.workers == place.workers && curve.from_due == place.from_due)
            return latency_ref{static_cast<int>(i), settled_rank(curve.values->sorted_ns, place.share)};
    }
    return std::nullopt;
}

}  // namespace sweeplab
