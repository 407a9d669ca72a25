#include "widgets/charts/latency_painter.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/callout.h"
#include "widgets/charts/label_placement.h"
#include "widgets/charts/latency_colors.h"
#include "widgets/charts/latency_words.h"
#include "widgets/charts/panel_card.h"
#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

constexpr double faded = 0.28;
constexpr double thinnest_line = 1.7;
constexpr double widest_line = 3;

QColor color_of(const latency_picture& picture, const latency_curve& curve) {
    const int count = static_cast<int>(picture.data->workers.size());
    return latency_color(picture.data->place_of(curve.workers), count, picture.colors);
}

const latency_curve& curve_at(const latency_picture& picture, int index) {
    return picture.panel->curves[static_cast<std::size_t>(index)];
}

void paint_axes(QPainter& painter, const latency_picture& picture) {
    const auto& geometry = picture.geometry;
    const QRectF& area = geometry.plot.area;
    const QFontMetricsF metrics(picture.fonts.small);
    painter.setFont(picture.fonts.small);
    for (const auto& tick : geometry.y_ticks) {
        const double y = std::round(tick.at) + 0.5;
        painter.setPen(QPen(picture.colors.grid, 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        if (!tick.shown) continue;
        painter.setPen(picture.colors.muted);
        const double x = area.left() - 7 - metrics.horizontalAdvance(tick.text);
        painter.drawText(QPointF(x, tick.at + metrics.capHeight() / 2), tick.text);
    }
    for (const auto& tick : geometry.x_ticks) {
        const double x = std::round(tick.at) + 0.5;
        painter.setPen(QPen(picture.colors.grid, 1));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        if (!tick.shown) continue;
        painter.setPen(picture.colors.muted);
        const double width = metrics.horizontalAdvance(tick.text);
        const double left = std::min(tick.at - width / 2, geometry.card.right() - 4 - width);
        painter.drawText(QPointF(left, area.bottom() + 7 + metrics.ascent()), tick.text);
    }
    painter.setPen(QPen(picture.colors.axis, 1));
    const double bottom = std::round(area.bottom()) + 0.5;
    painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom));
    painter.setPen(picture.colors.muted);
    painter.drawText(geometry.caption_row, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(latency_y_caption(*picture.panel), Qt::ElideRight, geometry.caption_row.width()));
    painter.drawText(geometry.x_caption_row, Qt::AlignHCenter | Qt::AlignVCenter,
                     latency_x_caption(*picture.panel, *picture.data));
}

void paint_curve(QPainter& painter, const latency_picture& picture, int index, double width, bool is_faded) {
    const auto& curve = curve_at(picture, index);
    QColor color = color_of(picture, curve);
    if (is_faded) color = mix(color, picture.colors.surface, faded);
    QPen pen(color, width);
    pen.setJoinStyle(Qt::MiterJoin);
    if (curve.from_due) pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(picture.geometry.curves[static_cast<std::size_t>(index)]);
}

// What lies under another curve, for they are alike, shows beside it.
double width_of(const latency_picture& picture, int index) {
    const auto above = static_cast<double>(picture.panel->curves.size()) - 1 - index;
    return std::min(widest_line, thinnest_line + above * 0.5);
}

void paint_curves(QPainter& painter, const latency_picture& picture) {
    const auto marked = picture.hovered ? picture.hovered : picture.linked;
    for (int i = 0; i < static_cast<int>(picture.panel->curves.size()); ++i) {
        if (!marked || marked->curve != i) paint_curve(painter, picture, i, width_of(picture, i), marked.has_value());
    }
    if (marked) paint_curve(painter, picture, marked->curve, widest_line, false);
    painter.setFont(picture.fonts.text_bold);
    for (const auto& label : picture.geometry.labels) {
        if (picture.hovered && picture.hovered->curve == label.curve) continue;  // the callout names it
        QColor color = color_of(picture, curve_at(picture, label.curve));
        if (marked && marked->curve != label.curve) color = mix(color, picture.colors.surface, 0.5);
        painter.setPen(color);
        painter.drawText(label.area, Qt::AlignCenter, label.text);
    }
}

void paint_dot(QPainter& painter, const latency_picture& picture, QPointF at, const QColor& color, double radius) {
    painter.setPen(QPen(picture.colors.surface, 2));
    painter.setBrush(color);
    painter.drawEllipse(at, radius, radius);
}

// The percentiles of the curve that is pointed at, each with its interval.
void paint_percentiles(QPainter& painter, const latency_picture& picture, int index) {
    const auto& curve = curve_at(picture, index);
    const QColor color = color_of(picture, curve);
    const auto& plot = picture.geometry.plot;
    for (const int thousandths : latency_percentiles) {
        const auto& read = curve.values->percentile(thousandths);
        if (!read.ns) continue;
        const double y = plot.y_of(thousandths / 1000.0);
        const double lo = plot.x_of(read.lo_ns), hi = plot.x_of(read.hi_ns);
        painter.setPen(QPen(color, 1.4));
        painter.drawLine(QPointF(lo, y), QPointF(hi, y));
        for (const double end : {lo, hi}) painter.drawLine(QPointF(end, y - 4), QPointF(end, y + 4));
        paint_dot(painter, picture, QPointF(plot.x_of(*read.ns), y), color, 3.6);
    }
}

void paint_hovered(QPainter& painter, const latency_picture& picture) {
    const auto& ref = *picture.hovered;
    const auto& curve = curve_at(picture, ref.curve);
    const auto& area = picture.geometry.plot.area;
    const QPointF at = position_of(*picture.panel, picture.geometry, ref);
    painter.setPen(QPen(picture.colors.axis, 1, Qt::DotLine));
    painter.drawLine(QPointF(area.left(), at.y()), at);
    painter.drawLine(at, QPointF(at.x(), area.bottom()));
    paint_percentiles(painter, picture, ref.curve);
    paint_dot(painter, picture, at, color_of(picture, curve), 5.6);
    const callout_text text =
        measure_callout(describe_reading(*picture.panel, curve, ref.rank, *picture.data), picture.fonts);
    const QRectF bounds = picture.geometry.card.adjusted(6, 6, -6, -6);
    const QSizeF size(std::min(text.size.width(), bounds.width()), text.size.height());
    obstacles around;
    const auto& points = picture.geometry.curves[static_cast<std::size_t>(ref.curve)];
    for (qsizetype i = 1; i < points.size(); ++i) around.lines.emplace_back(points[i - 1], points[i]);
    paint_callout(painter, place_callout(at, size, bounds, around, 16), text, picture.fonts, picture.colors);
}

// The same share of the same worker count in the other panels, with its value, so that machines compare at a glance.
void paint_linked(QPainter& painter, const latency_picture& picture) {
    const auto& curve = curve_at(picture, picture.linked->curve);
    const QPointF at = position_of(*picture.panel, picture.geometry, *picture.linked);
    paint_dot(painter, picture, at, color_of(picture, curve), 5.6);
    const QString text = time_text(curve.values->sorted_ns[picture.linked->rank - 1], picture.data->unit);
    const QFontMetricsF metrics(picture.fonts.text_bold);
    QRectF tag(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
    tag.moveCenter(QPointF(0, at.y()));
    tag.moveLeft(at.x() + 10);
    if (tag.right() > picture.geometry.card.right() - 4) tag.moveRight(at.x() - 10);
    painter.setPen(QPen(picture.colors.border, 1));
    painter.setBrush(picture.colors.callout);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setFont(picture.fonts.text_bold);
    painter.setPen(picture.colors.text);
    painter.drawText(tag, Qt::AlignCenter, text);
}

void paint_reason(QPainter& painter, const latency_picture& picture) {
    painter.setFont(picture.fonts.text);
    painter.setPen(picture.colors.muted);
    const QRectF area = picture.geometry.card.adjusted(24, picture.geometry.caption_row.bottom(), -24, -24);
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, picture.panel->why_none);
}

}  // namespace

void paint_latency(QPainter& painter, const latency_picture& picture) {
    const auto& panel = *picture.panel;
    paint_card(painter, picture.geometry.card, picture.colors, picture.focused);
    paint_title_row(painter, {panel.title, panel.subtitle, panel.simulated}, picture.fonts, picture.colors,
                    picture.geometry.title_row);
    if (panel.curves.empty()) return paint_reason(painter, picture);
    paint_axes(painter, picture);
    paint_curves(painter, picture);
    if (picture.hovered) return paint_hovered(painter, picture);
    if (picture.linked) paint_linked(painter, picture);
}

}  // namespace sweeplab
