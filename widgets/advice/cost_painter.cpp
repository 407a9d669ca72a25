#include "widgets/advice/cost_painter.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/callout.h"
#include "widgets/charts/panel_card.h"
#include "widgets/models/words.h"
#include "widgets/theme/marker_shape.h"

namespace sweeplab {
namespace {

constexpr double crossing_radius = 5;

QColor faded(QColor color, double opacity) {
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

// The API is no machine: its line is dashed, in the colour of text.
QColor colour_of(const cost_picture& picture, int series) {
    const auto at = static_cast<std::size_t>(series);
    return picture.chart.series[at].api ? picture.colors.text : picture.colors.of_series(series);
}

void paint_captions(QPainter& painter, const cost_picture& picture) {
    QRectF row = picture.geometry.caption_row;
    if (picture.chart.simulated) {
        const double width = simulated_tag_width(picture.fonts);
        paint_simulated_tag(painter, picture.fonts, picture.colors, row.right() - width, row);
        row.setRight(row.right() - width - 10);
    }
    painter.setFont(picture.fonts.small);
    painter.setPen(picture.colors.muted);
    painter.drawText(
        row, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(picture.fonts.small)
            .elidedText(QStringLiteral("Cost a month, %1").arg(to_qt(picture.chart.currency)), Qt::ElideRight, row.width()));
    painter.drawText(picture.geometry.x_caption_row, Qt::AlignHCenter | Qt::AlignVCenter, QStringLiteral("Jobs a month"));
}

void paint_axes(QPainter& painter, const cost_picture& picture) {
    const auto& geometry = picture.geometry;
    const QRectF& plot = geometry.plot;
    const QFontMetricsF metrics(picture.fonts.small);
    painter.setFont(picture.fonts.small);
    const double baseline = plot.bottom() + 7 + metrics.ascent();
    for (const auto& tick : geometry.y_ticks) {
        const double y = std::round(tick.at) + 0.5;
        painter.setPen(QPen(picture.colors.grid, 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(picture.colors.muted);
        painter.drawText(QPointF(plot.left() - 7 - metrics.horizontalAdvance(tick.text), tick.at + metrics.capHeight() / 2),
                         tick.text);
    }
    const double bottom = plot.bottom() + 0.5;
    for (const auto& tick : geometry.x_ticks) {
        const double x = std::round(tick.at) + 0.5;
        painter.setPen(QPen(picture.colors.grid, 1));
        if (tick.shown) painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter.setPen(QPen(picture.colors.axis, 1));
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + (tick.shown ? 4 : 3)));
        painter.setPen(picture.colors.muted);
        if (tick.shown) painter.drawText(QPointF(tick.at - metrics.horizontalAdvance(tick.text) / 2, baseline), tick.text);
    }
    painter.setPen(QPen(picture.colors.axis, 1));
    painter.drawLine(QPointF(plot.left(), bottom), QPointF(plot.right(), bottom));
}

// What the measured throughput leaves open: of the cost, along the line, and of the break-even, over the axis.
void paint_intervals(QPainter& painter, const cost_picture& picture) {
    painter.save();
    painter.setClipRect(picture.geometry.plot);
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < picture.chart.crossings.size(); ++i) {
        const auto& label = picture.geometry.crossings[i];
        if (label.band.isEmpty()) continue;
        painter.setBrush(faded(colour_of(picture, picture.chart.crossings[i].series), 0.16));
        painter.drawRect(label.band);
    }
    for (std::size_t i = 0; i < picture.chart.series.size(); ++i) {
        QPolygonF area;
        const auto& points = picture.chart.series[i].points;
        for (const auto& point : points)
            if (point.lo) area << picture.geometry.to_pixel(point.units, *point.lo);
        for (auto point = points.rbegin(); point != points.rend(); ++point)
            if (point->lo && point->hi) area << picture.geometry.to_pixel(point->units, *point->hi);
        painter.setBrush(faded(colour_of(picture, static_cast<int>(i)), 0.22));
        painter.drawPolygon(area);
    }
    painter.restore();
}

// The interval of what it can do, as a whisker through the end.
void paint_capacity(QPainter& painter, const cost_picture& picture, int number) {
    const auto& series = picture.chart.series[static_cast<std::size_t>(number)];
    if (!series.ends()) return;
    const auto& last = series.points.back();
    const auto& geometry = picture.geometry;
    const QPointF end = geometry.to_pixel(last.units, last.cost);
    painter.setPen(QPen(colour_of(picture, number), 2.2));
    painter.drawLine(end - QPointF(0, 7), end + QPointF(0, 7));
    const auto& capacity = *series.capacity;
    if (!capacity.lo || !capacity.hi) return;
    painter.setPen(QPen(colour_of(picture, number), 1.2));
    for (const double limit : {*capacity.lo, *capacity.hi}) {
        const double x = std::min(geometry.to_pixel(limit, 0).x(), geometry.plot.right() + 8);
        painter.drawLine(end, QPointF(x, end.y()));
        painter.drawLine(QPointF(x, end.y() - 4), QPointF(x, end.y() + 4));
    }
}

void paint_lines(QPainter& painter, const cost_picture& picture) {
    for (std::size_t i = 0; i < picture.chart.series.size(); ++i) {
        const auto& series = picture.chart.series[i];
        QPolygonF line;
        for (const auto& point : series.points) line << picture.geometry.to_pixel(point.units, point.cost);
        QPen pen(colour_of(picture, static_cast<int>(i)), series.api ? 1.6 : 2.2);
        if (series.api) pen.setDashPattern({5, 3});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(line);
        paint_capacity(painter, picture, static_cast<int>(i));
    }
}

void paint_labels(QPainter& painter, const cost_picture& picture) {
    const QFontMetricsF metrics(picture.fonts.text);
    painter.setFont(picture.fonts.text);
    for (const auto& label : picture.geometry.labels) {
        const QColor color = colour_of(picture, label.series);
        const bool apart = label.rect.left() - label.end.x() > 16 ||
                           std::abs(label.rect.center().y() - label.end.y()) > 0.6 * metrics.height();
        if (apart) {
            QPen dots(faded(color, 0.6), 1);  // dotted: it must not look like the line going on
            dots.setDashPattern({1, 3});
            painter.setPen(dots);
            painter.drawLine(label.end + QPointF(5, 0), QPointF(label.rect.left() - 3, label.rect.center().y()));
        }
        painter.setPen(color);
        painter.drawText(QPointF(label.rect.left(), label.rect.top() + metrics.ascent()), label.text);
    }
}

void paint_mark(QPainter& painter, const cost_picture& picture, int series, QPointF at) {
    const QPainterPath shape = marker_path(marker_of_series(series), crossing_radius).translated(at);
    painter.setPen(QPen(picture.colors.surface, 3));
    painter.setBrush(picture.colors.surface);
    painter.drawPath(shape);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour_of(picture, series));
    painter.drawPath(shape);
}

void paint_crossings(QPainter& painter, const cost_picture& picture) {
    const auto& geometry = picture.geometry;
    for (std::size_t i = 0; i < geometry.crossings.size(); ++i) {
        const auto& label = geometry.crossings[i];
        QPen dashes(picture.colors.axis, 1);
        dashes.setDashPattern({3, 3});
        painter.setPen(dashes);
        painter.drawLine(label.at, QPointF(label.at.x(), geometry.plot.bottom()));
        paint_mark(painter, picture, picture.chart.crossings[i].series, label.at);
        painter.setPen(Qt::NoPen);
        painter.setBrush(faded(picture.colors.surface, 0.88));
        painter.drawRoundedRect(label.box, 3, 3);
        painter.setFont(picture.fonts.text_bold);
        painter.setPen(picture.colors.text);
        painter.drawText(label.box, Qt::AlignCenter, label.text);
    }
}

void paint_hovered(QPainter& painter, const cost_picture& picture) {
    const auto& geometry = picture.geometry;
    const double x = geometry.to_pixel(*picture.hovered, 0).x();
    painter.setPen(QPen(picture.colors.axis, 1));
    painter.drawLine(QPointF(x, geometry.plot.top()), QPointF(x, geometry.plot.bottom()));
    double top = geometry.plot.bottom();
    for (std::size_t i = picture.chart.series.size(); i-- > 0;) {  // machines over the API, which is last
        const auto point = picture.chart.series[i].at(*picture.hovered);
        if (!point) continue;
        const QPointF at = geometry.to_pixel(point->units, point->cost);
        paint_mark(painter, picture, static_cast<int>(i), at);
        top = std::min(top, at.y());
    }
    const auto text = measure_callout(describe_volume(picture.chart, *picture.hovered), picture.fonts);
    const QRectF bounds = geometry.card.adjusted(6, 6, -6, -6);
    const QSizeF size(std::min(text.size.width(), bounds.width()), text.size.height());
    const QRectF box = place_callout(QPointF(x, top), size, bounds, obstacles_in(picture.chart, geometry), 14);
    paint_callout(painter, box, text, picture.fonts, picture.colors);
}

}  // namespace

void paint_costs(QPainter& painter, const cost_picture& picture) {
    paint_card(painter, picture.geometry.card, picture.colors, picture.focused);
    paint_captions(painter, picture);
    paint_axes(painter, picture);
    paint_intervals(painter, picture);
    paint_lines(painter, picture);
    paint_crossings(painter, picture);
    paint_labels(painter, picture);
    if (picture.hovered) paint_hovered(painter, picture);
}

}  // namespace sweeplab
