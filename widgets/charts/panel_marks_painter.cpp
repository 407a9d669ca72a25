// On the lines: whiskers, repeats, markers, the ring, labels at the lines' ends, counts that are not counted.
#include <QFontMetricsF>
#include <algorithm>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/panel_painter.h"
#include "widgets/theme/marker_shape.h"

namespace sweeplab {
namespace {

constexpr double marker_radius = 4;
constexpr double cap = 4;            // half the width of a whisker's end
constexpr double beside_marker = 8;  // repeats stand beside the marker, which would cover them
constexpr double ring_radius = 10;

QColor faded(QColor color, double opacity) {
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

void paint_whisker(QPainter& painter, const panel_picture& picture, int workers, const chart_value& shown) {
    if (!shown.lo || !shown.hi) return;
    const QPointF low = picture.geometry.to_pixel(workers, *shown.lo);
    const QPointF high = picture.geometry.to_pixel(workers, *shown.hi);
    painter.drawLine(low, high);
    for (const QPointF& end : {low, high}) painter.drawLine(end - QPointF(cap, 0), end + QPointF(cap, 0));
}

void paint_repeats(QPainter& painter, const panel_picture& picture, const chart_point& point) {
    if (point.shown.repeats.size() < 2) return;
    for (const double repeat : point.shown.repeats) {
        const QPointF at = picture.geometry.to_pixel(point.workers, repeat) + QPointF(beside_marker, 0);
        painter.drawEllipse(at, 1.7, 1.7);
    }
}

void paint_spread(QPainter& painter, const panel_picture& picture, int number) {
    const auto& series = picture.panel->series[static_cast<std::size_t>(number)];
    const QColor color = picture.colors.of_series(series.number);
    for (const auto& point : series.points) {
        painter.setPen(QPen(color, 1.3));
        paint_whisker(painter, picture, point.workers, point.shown);
        painter.setPen(Qt::NoPen);
        painter.setBrush(faded(color, 0.6));
        paint_repeats(painter, picture, point);
    }
}

// Where the time was expected before it was measured: dashes and hollow diamonds, so that nobody takes it for measured.
void paint_predicted(QPainter& painter, const panel_picture& picture, int number) {
    const auto& series = picture.panel->series[static_cast<std::size_t>(number)];
    const QColor color = faded(picture.colors.of_series(series.number), 0.75);
    QPolygonF line;
    for (const auto& point : series.predicted) line << picture.geometry.to_pixel(point.workers, point.shown.value);
    QPen dashes(color, 1.3);
    dashes.setDashPattern({3, 3});
    painter.setPen(dashes);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    for (const auto& point : series.predicted) {
        painter.setPen(QPen(color, 1.3));
        paint_whisker(painter, picture, point.workers, point.shown);
        const QPointF at = picture.geometry.to_pixel(point.workers, point.shown.value);
        painter.setBrush(picture.colors.surface);
        painter.drawPolygon(QPolygonF({at + QPointF(0, -5), at + QPointF(5, 0), at + QPointF(0, 5), at + QPointF(-5, 0)}));
    }
}

void paint_points(QPainter& painter, const panel_picture& picture, int number) {
    const auto& series = picture.panel->series[static_cast<std::size_t>(number)];
    for (std::size_t i = 0; i < series.points.size(); ++i) {
        const auto& point = series.points[i];
        const QPointF at = picture.geometry.to_pixel(point.workers, point.shown.value);
        paint_marker(painter, picture, number, at, marker_radius, point.source.trials_not_counted > 0,
                     !point.source.doubts.empty());
    }
}

// Above the plot, where no value can be read, with a line down to its worker count.
void paint_not_counted(QPainter& painter, const panel_picture& picture, int number) {
    const auto& series = picture.panel->series[static_cast<std::size_t>(number)];
    for (const auto& point : series.not_counted) {
        const double x = picture.geometry.to_pixel(point.workers, picture.geometry.y.most).x();
        QPen dots(faded(picture.colors.of_series(series.number), 0.7), 1);
        dots.setDashPattern({1, 4});
        painter.setPen(dots);
        painter.drawLine(QPointF(x, picture.geometry.plot.top()), QPointF(x, picture.geometry.plot.bottom()));
        paint_marker(painter, picture, number, QPointF(x, picture.geometry.not_counted_y()), marker_radius, true);
    }
}

void paint_end_labels(QPainter& painter, const panel_picture& picture) {
    painter.setFont(picture.fonts.text);
    const QFontMetricsF metrics(picture.fonts.text);
    for (const auto& label : picture.geometry.end_labels) {
        const auto& series = picture.panel->series[static_cast<std::size_t>(label.series)];
        const QColor color = picture.colors.of_series(series.number);
        if (label.leader) {
            QPen dots(faded(color, 0.6), 1);  // dotted: it must not look like the curve going on
            dots.setDashPattern({1, 3});
            painter.setPen(dots);
            painter.drawLine(label.end + QPointF(12, 0), QPointF(label.rect.left() - 3, label.rect.center().y()));
        }
        painter.setPen(color);
        painter.drawText(QPointF(label.rect.left(), label.rect.top() + metrics.ascent()), label.text);
    }
}

QPointF nearest_on(const QRectF& box, QPointF to) {
    return {std::clamp(to.x(), box.left(), box.right()), std::clamp(to.y(), box.top(), box.bottom())};
}

void paint_ring_text(QPainter& painter, const panel_picture& picture, const ring_callout& ring) {
    const QFontMetricsF metrics(picture.fonts.text);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(picture.colors.surface, 0.88));
    painter.drawRoundedRect(ring.box, 3, 3);
    double y = ring.box.top() + 2 + metrics.ascent();
    for (int i = 0; i < ring.lines.size(); ++i, y += metrics.height()) {
        painter.setFont(i == 0 ? picture.fonts.text_bold : picture.fonts.text);
        painter.setPen(picture.colors.text);
        painter.drawText(QPointF(ring.box.left() + 4, y), ring.lines[i]);
    }
}

void paint_rings(QPainter& painter, const panel_picture& picture) {
    for (const auto& ring : picture.geometry.rings) {
        if (!ring.lines.isEmpty()) {
            const QLineF leader(ring.at, nearest_on(ring.box, ring.at));
            painter.setPen(QPen(picture.colors.axis, 1));
            if (leader.length() > ring_radius + 2)
                painter.drawLine(leader.pointAt(ring_radius / leader.length()), leader.p2());
            paint_ring_text(painter, picture, ring);
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(picture.colors.text, 1.6));
        painter.drawEllipse(ring.at, ring_radius, ring_radius);
    }
}

void paint_emptiness(QPainter& painter, const panel_picture& picture) {
    const QString text = empty_panel_text(*picture.panel, *picture.data);
    if (text.isEmpty()) return;
    painter.setFont(picture.fonts.text);
    painter.setPen(picture.colors.muted);
    painter.drawText(picture.geometry.plot, Qt::AlignCenter | Qt::TextWordWrap, text);
}

}  // namespace

void paint_marker(QPainter& painter, const panel_picture& picture, int series, QPointF at, double radius, bool hollow,
                  bool doubtful) {
    const int number = picture.panel->series[static_cast<std::size_t>(series)].number;
    const QColor color = doubtful ? picture.colors.muted : picture.colors.of_series(number);
    const QPainterPath shape = marker_path(marker_of_series(number), radius).translated(at);
    painter.setPen(QPen(picture.colors.surface, hollow ? 4.5 : 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(picture.colors.surface);
    painter.drawPath(shape);
    painter.setPen(hollow ? QPen(color, 1.6) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? picture.colors.surface : color);
    painter.drawPath(shape);
}

void paint_marks(QPainter& painter, const panel_picture& picture) {
    const int count = static_cast<int>(picture.panel->series.size());
    for (int i = 0; i < count; ++i) paint_not_counted(painter, picture, i);
    for (int i = 0; i < count; ++i) paint_spread(painter, picture, i);
    for (int i = 0; i < count; ++i) paint_predicted(painter, picture, i);
    for (int i = 0; i < count; ++i) paint_points(painter, picture, i);
    paint_emptiness(painter, picture);
    paint_end_labels(painter, picture);
    paint_rings(painter, picture);
}

}  // namespace sweeplab
