#include "widgets/theme/marker_shape.h"

#include <QPolygonF>
#include <cmath>
#include <numbers>

namespace sweeplab {
namespace {

QPainterPath polygon(int corners, double radius, double first_angle) {
    QPolygonF points;
    for (int i = 0; i < corners; ++i) {
        const double angle = first_angle + 2 * std::numbers::pi * i / corners;
        points << QPointF(radius * std::cos(angle), radius * std::sin(angle));
    }
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

QPainterPath cross(double radius) {
    const double arm = radius * 0.36;
    QPainterPath path;
    path.addRect(-radius, -arm, 2 * radius, 2 * arm);
    QPainterPath upright;
    upright.addRect(-arm, -radius, 2 * arm, 2 * radius);
    return path.united(upright);
}

}  // namespace

marker_shape marker_of_series(int number) { return static_cast<marker_shape>(number % marker_shapes); }

QPainterPath marker_path(marker_shape shape, double radius) {
    constexpr double up = -std::numbers::pi / 2;
    QPainterPath path;
    switch (shape) {
        case marker_shape::circle: path.addEllipse(QPointF(0, 0), radius, radius); return path;
        case marker_shape::square: return polygon(4, radius * 1.25, std::numbers::pi / 4);
        case marker_shape::triangle: return polygon(3, radius * 1.35, up).translated(0, radius * 0.18);
        case marker_shape::diamond: return polygon(4, radius * 1.3, up);
        case marker_shape::triangle_down: return polygon(3, radius * 1.35, -up).translated(0, -radius * 0.18);
        case marker_shape::cross: return cross(radius * 1.15);
        case marker_shape::pentagon: return polygon(5, radius * 1.15, up);
    }
    return path;
}

}  // namespace sweeplab
