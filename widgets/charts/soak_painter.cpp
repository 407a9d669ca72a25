#include "widgets/charts/soak_painter.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/callout.h"
#include "widgets/charts/caption_writer.h"
#include "widgets/charts/panel_card.h"
#include "widgets/charts/soak_words.h"

namespace sweeplab {
namespace {

constexpr double dot_radius = 2.5;

QColor faded(QColor color, double opacity) {
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

void paint_frame(QPainter& painter, const soak_picture& picture, const soak_plot_place& plot) {
    const QFontMetricsF metrics(picture.fonts.small);
    painter.setFont(picture.fonts.small);
    for (const auto& tick : plot.ticks) {
        const double y = std::round(tick.at) + 0.5;
        painter.setPen(QPen(picture.colors.grid, 1));
        painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y));
        painter.setPen(picture.colors.muted);
        painter.drawText(
            QPointF(plot.area.left() - 7 - metrics.horizontalAdvance(tick.text), tick.at + metrics.capHeight() / 2),
            tick.text);
    }
    painter.setPen(QPen(picture.colors.axis, 1));
    painter.drawLine(QPointF(plot.area.left(), plot.area.bottom() + 0.5),
                     QPointF(plot.area.right(), plot.area.bottom() + 0.5));
}

void paint_time_axis(QPainter& painter, const soak_picture& picture) {
    const auto& geometry = picture.geometry;
    const QFontMetricsF metrics(picture.fonts.small);
    painter.setFont(picture.fonts.small);
    painter.setPen(picture.colors.muted);
    for (const auto& tick : geometry.x_ticks) {
        const double width = metrics.horizontalAdvance(tick.text);
        const double x = std::clamp(tick.at - width / 2, geometry.left() - 4, geometry.right() - width);
        painter.drawText(QPointF(x, geometry.bottom() + 7 + metrics.ascent()), tick.text);
    }
    painter.drawText(geometry.x_caption_row, Qt::AlignHCenter | Qt::AlignVCenter,
                     geometry.breaks.empty() ? QStringLiteral("Time since the soak's start")
                                             : QStringLiteral("Time measured, without interruptions"));
}

// What lies under the lines: the time in which things settle, and where nothing was measured.
void paint_stretches(QPainter& painter, const soak_picture& picture) {
    const auto& geometry = picture.geometry;
    for (const auto& plot : geometry.plots) {
        for (const auto& [from, to] : geometry.settling)
            painter.fillRect(QRectF(QPointF(from, plot.area.top()), QPointF(to, plot.area.bottom())),
                             faded(picture.colors.muted, 0.12));
        for (const auto& gap : geometry.breaks)
            painter.fillRect(QRectF(QPointF(gap.left, plot.area.top()), QPointF(gap.right, plot.area.bottom())),
                             QBrush(faded(picture.colors.axis, 0.55), Qt::BDiagPattern));
    }
}

// Upright in their bands, which are narrow.
void paint_breaks(QPainter& painter, const soak_picture& picture) {
    const auto& geometry = picture.geometry;
    const QFontMetricsF metrics(picture.fonts.small);
    for (const auto& gap : geometry.breaks) {
        const double width = metrics.horizontalAdvance(gap.text) + 12, height = metrics.height() + 2;
        if (gap.right - gap.left < height || geometry.bottom() - geometry.top() < width) continue;
        painter.save();
        painter.translate((gap.left + gap.right) / 2, (geometry.top() + geometry.bottom()) / 2);
        painter.rotate(-90);
        const QRectF box(-width / 2, -height / 2, width, height);
        painter.fillRect(box, picture.colors.surface);
        painter.setFont(picture.fonts.small);
        painter.setPen(picture.colors.muted);
        painter.drawText(box, Qt::AlignCenter, gap.text);
        painter.restore();
    }
}

void paint_plot(QPainter& painter, const soak_picture& picture, std::size_t number) {
    const auto& place = picture.geometry.plots[number];
    const auto& plot = picture.chart->plots[number];
    caption_writer caption(painter, picture.colors, picture.fonts.small, place.caption_row);
    caption.words(plot_caption(plot));
    for (const auto& drawn : plot.lines)
        if (!drawn.name.isEmpty()) caption.key(picture.colors.of_series(drawn.color), drawn.name);
    if (!plot.trend_text.isEmpty() && !place.trends.empty())
        caption.key(picture.colors.text, QStringLiteral("fitted: ") + plot.trend_text, true);
    painter.save();
    painter.setClipRect(place.area.adjusted(-3, -3, 3, 3));
    // The first one, which matters most, lies over the others.
    for (std::size_t i = plot.lines.size(); i-- > 0;) {
        const QColor color = picture.colors.of_series(plot.lines[i].color);
        for (const auto& piece : place.lines[i]) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(color, plot.lines[i].bold ? 1.8 : 1.3, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
            if (piece.size() > 1) {
                painter.drawPolyline(piece);
                continue;
            }
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            painter.drawEllipse(piece.front(), dot_radius, dot_radius);
        }
    }
    QPen dashes(picture.colors.text, 1.6, Qt::SolidLine, Qt::FlatCap);
    dashes.setDashPattern({4, 3});
    painter.setPen(dashes);
    for (const auto& trend : place.trends) painter.drawLine(trend);
    painter.restore();
}

void paint_time_mark(QPainter& painter, const soak_picture& picture, std::int64_t ns) {
    const double x = picture.geometry.x(static_cast<double>(ns));
    painter.setPen(QPen(picture.colors.axis, 1));
    painter.drawLine(QPointF(x, picture.geometry.top()), QPointF(x, picture.geometry.bottom()));
}

void paint_hovered(QPainter& painter, const soak_picture& picture) {
    const auto& geometry = picture.geometry;
    const auto ns = *picture.hovered;
    paint_time_mark(painter, picture, ns);
    for (std::size_t i = 0; i < geometry.plots.size(); ++i)
        for (const auto& drawn : picture.chart->plots[i].lines)
            if (const auto* one = drawn.line.at(ns)) {
                const auto at = static_cast<double>(drawn.line.place_of(*one));
                painter.setPen(QPen(picture.colors.surface, 1.5));
                painter.setBrush(picture.colors.of_series(drawn.color));
                painter.drawEllipse(QPointF(geometry.x(at), geometry.plots[i].y(one->value)), dot_radius + 1.5,
                                    dot_radius + 1.5);
            }
    const auto text = measure_callout(describe_soak_at(*picture.chart, ns), picture.fonts);
    const QRectF bounds = geometry.card.adjusted(6, 6, -6, -6);
    const QSizeF size(std::min(text.size.width(), bounds.width()), text.size.height());
    const QPointF anchor(geometry.x(static_cast<double>(ns)), geometry.plots.front().area.center().y());
    paint_callout(painter, place_callout(anchor, size, bounds, obstacles_in(geometry), 14), text, picture.fonts,
                  picture.colors);
}

}  // namespace

void paint_soak(QPainter& painter, const soak_picture& picture) {
    const auto& chart = *picture.chart;
    const auto& geometry = picture.geometry;
    paint_card(painter, geometry.card, picture.colors, picture.focused);
    paint_title_row(painter, {chart.title, chart.subtitle, chart.simulated}, picture.fonts, picture.colors,
                    geometry.title_row);
    if (!chart.drawn()) {
        painter.setFont(picture.fonts.text);
        painter.setPen(picture.colors.muted);
        return painter.drawText(geometry.card.adjusted(24, geometry.title_row.bottom(), -24, -24),
                                Qt::AlignCenter | Qt::TextWordWrap, chart.why_none);
    }
    paint_stretches(painter, picture);
    for (const auto& plot : geometry.plots) paint_frame(painter, picture, plot);
    paint_time_axis(painter, picture);
    for (std::size_t i = 0; i < geometry.plots.size(); ++i) paint_plot(painter, picture, i);
    paint_breaks(painter, picture);
    if (picture.hovered) return paint_hovered(painter, picture);
    if (picture.linked) paint_time_mark(painter, picture, *picture.linked);
}

}  // namespace sweeplab
