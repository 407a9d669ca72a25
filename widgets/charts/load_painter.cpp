#include "widgets/charts/load_painter.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/callout.h"
#include "widgets/charts/caption_writer.h"
#include "widgets/charts/load_words.h"
#include "widgets/charts/panel_card.h"
#include "widgets/theme/marker_shape.h"

namespace sweeplab {
namespace {

constexpr double mark_radius = 4.5;

const QColor& sent_color(const chart_colors& colors) { return colors.of_series(0); }
const QColor& workers_color(const chart_colors& colors) { return colors.of_series(2); }
const QColor& latency_color(const chart_colors& colors) { return colors.of_series(3); }

QColor faded(QColor color, double opacity) {
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

void paint_frame(QPainter& painter, const load_picture& picture, const load_plot& plot) {
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
    for (const auto& phase : picture.geometry.phases) {
        const double x = std::round(phase.begin) + 0.5;
        painter.setPen(QPen(picture.colors.grid, 1));
        painter.drawLine(QPointF(x, plot.area.top()), QPointF(x, plot.area.bottom()));
    }
    painter.setPen(QPen(picture.colors.axis, 1));
    painter.drawLine(QPointF(plot.area.left(), plot.area.bottom() + 0.5),
                     QPointF(plot.area.right(), plot.area.bottom() + 0.5));
}

void paint_time_axis(QPainter& painter, const load_picture& picture) {
    const QFontMetricsF metrics(picture.fonts.small);
    painter.setFont(picture.fonts.small);
    painter.setPen(picture.colors.muted);
    const auto& area = picture.geometry.rate.area;
    for (const auto& tick : picture.geometry.x_ticks) {
        const double width = metrics.horizontalAdvance(tick.text);
        const double x = std::clamp(tick.at - width / 2, area.left() - 4, area.right() - width);
        painter.drawText(QPointF(x, picture.geometry.bottom() + 7 + metrics.ascent()), tick.text);
    }
    painter.drawText(picture.geometry.x_caption_row, Qt::AlignHCenter | Qt::AlignVCenter,
                     QStringLiteral("Time since the trial's start"));
    for (const auto& phase : picture.geometry.phases)
        painter.drawText(phase.area, Qt::AlignLeft | Qt::AlignVCenter, phase.text);
}

// What the plan had still to come when the trial was stopped.
void paint_not_carried_out(QPainter& painter, const load_picture& picture) {
    const QRectF& rest = picture.geometry.not_carried_out;
    if (rest.isEmpty()) return;
    for (const auto* plot : {&picture.geometry.rate, &picture.geometry.workers, &picture.geometry.latency}) {
        if (!plot->shown()) continue;
        const QRectF part = rest & plot->area;
        painter.fillRect(part, picture.colors.warning_surface);
        painter.setPen(QPen(picture.colors.warning, 1));
        painter.drawLine(part.topLeft(), part.bottomLeft());
    }
    const QFontMetricsF metrics(picture.fonts.small);
    const QString text = QStringLiteral("stopped early");
    const double width = metrics.horizontalAdvance(text);
    painter.setFont(picture.fonts.small);
    painter.setPen(picture.colors.warning);
    const double y = picture.geometry.workers.area.top() + 4 + metrics.ascent();
    if (rest.width() > width + 12) painter.drawText(QPointF(rest.left() + 6, y), text);
    else painter.drawText(QPointF(rest.left() - 6 - width, y), text);
}

void paint_rates(QPainter& painter, const load_picture& picture) {
    const auto& geometry = picture.geometry;
    caption_writer caption(painter, picture.colors, picture.fonts.small, geometry.rate.caption_row);
    caption.words(QStringLiteral("Requests/s"));
    caption.key(picture.colors.muted, QStringLiteral("asked for"), true);
    caption.key(sent_color(picture.colors), QStringLiteral("sent"));
    if (!geometry.asked.isEmpty()) {
        QPolygonF under = geometry.asked;
        under << QPointF(under.back().x(), geometry.rate.area.bottom())
              << QPointF(under.front().x(), geometry.rate.area.bottom());
        painter.setPen(Qt::NoPen);
        painter.setBrush(faded(picture.colors.muted, 0.10));
        painter.drawPolygon(under);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(sent_color(picture.colors), 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawPolyline(geometry.sent);
    QPen dashes(picture.colors.muted, 1.6, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    dashes.setDashPattern({3, 2});
    painter.setPen(dashes);
    painter.drawPolyline(geometry.asked);
}

marker_shape shape_of(const scaling_decision& made) {
    if (made.from == made.to) return marker_shape::circle;
    return made.to > made.from ? marker_shape::triangle : marker_shape::triangle_down;
}

void paint_decision(QPainter& painter, const load_picture& picture, std::size_t number, bool marked) {
    const auto& made = picture.chart->course->decisions[number];
    const bool kept = made.from == made.to;
    const double radius = (kept ? mark_radius - 1.5 : mark_radius) + (marked ? 2 : 0);
    const auto shape = marker_path(shape_of(made), radius).translated(picture.geometry.decisions[number]);
    painter.setPen(QPen(picture.colors.surface, 3));
    painter.setBrush(picture.colors.surface);
    painter.drawPath(shape);
    painter.setPen(QPen(workers_color(picture.colors), 1.4));
    painter.setBrush(kept ? picture.colors.surface : workers_color(picture.colors));
    painter.drawPath(shape);
}

void paint_workers(QPainter& painter, const load_picture& picture) {
    const auto& geometry = picture.geometry;
    caption_writer caption(painter, picture.colors, picture.fonts.small, geometry.workers.caption_row);
    caption.words(QStringLiteral("Workers"));
    const auto& decisions = picture.chart->course->decisions;
    if (!decisions.empty()) caption.words(QStringLiteral("▲ more  ▼ fewer  ○ kept: point at one for the reason"));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(workers_color(picture.colors), 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawPolyline(geometry.workers_line);
    // Changes lie over what was kept.
    for (const bool kept : {true, false})
        for (std::size_t i = 0; i < decisions.size(); ++i)
            if ((decisions[i].from == decisions[i].to) == kept) paint_decision(painter, picture, i, false);
}

void paint_latencies(QPainter& painter, const load_picture& picture) {
    const auto& geometry = picture.geometry;
    if (!geometry.latency.shown()) return;
    caption_writer caption(painter, picture.colors, picture.fonts.small, geometry.latency.caption_row);
    caption.words(QStringLiteral("p95 latency from when a request was due, ") + picture.chart->latency_unit.symbol);
    if (geometry.latencies.empty()) {
        painter.setPen(picture.colors.muted);
        painter.drawText(geometry.latency.area, Qt::AlignCenter, QStringLiteral("No phase has answers enough for a p95"));
        return;
    }
    painter.setPen(QPen(latency_color(picture.colors), 2.4, Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(QList<QLineF>(geometry.latencies.begin(), geometry.latencies.end()));
    // Stretches that follow each other are joined, thinly: their ends say where answers were read together.
    painter.setPen(QPen(faded(latency_color(picture.colors), 0.5), 1));
    for (std::size_t i = 1; i < geometry.latencies.size(); ++i)
        if (std::abs(geometry.latencies[i].x1() - geometry.latencies[i - 1].x2()) < 0.5)
            painter.drawLine(geometry.latencies[i - 1].p2(), geometry.latencies[i].p1());
}

void paint_time_mark(QPainter& painter, const load_picture& picture, std::int64_t ns) {
    const double x = picture.geometry.x(static_cast<double>(ns));
    painter.setPen(QPen(picture.colors.axis, 1));
    painter.drawLine(QPointF(x, picture.geometry.rate.area.top()), QPointF(x, picture.geometry.bottom()));
}

void paint_hovered(QPainter& painter, const load_picture& picture) {
    const auto& place = *picture.hovered;
    paint_time_mark(painter, picture, place.ns);
    const double x = picture.geometry.x(static_cast<double>(place.ns));
    QPointF anchor(x, picture.geometry.rate.area.center().y());
    if (place.decision) {
        paint_decision(painter, picture, *place.decision, true);
        anchor = picture.geometry.decisions[*place.decision];
    }
    const auto text = measure_callout(
        place.decision ? describe_decision(*picture.chart, *place.decision) : describe_load_at(*picture.chart, place.ns),
        picture.fonts);
    const QRectF bounds = picture.geometry.card.adjusted(6, 6, -6, -6);
    const QSizeF size(std::min(text.size.width(), bounds.width()), text.size.height());
    paint_callout(painter, place_callout(anchor, size, bounds, obstacles_in(picture.geometry), 14), text, picture.fonts,
                  picture.colors);
}

}  // namespace

void paint_load(QPainter& painter, const load_picture& picture) {
    const auto& chart = *picture.chart;
    const auto& geometry = picture.geometry;
    paint_card(painter, geometry.card, picture.colors, picture.focused);
    paint_title_row(painter, {chart.title, chart.subtitle, chart.simulated}, picture.fonts, picture.colors,
                    geometry.title_row);
    if (!chart.course) {
        painter.setFont(picture.fonts.text);
        painter.setPen(picture.colors.muted);
        return painter.drawText(geometry.card.adjusted(24, geometry.title_row.bottom(), -24, -24),
                                Qt::AlignCenter | Qt::TextWordWrap, chart.why_none);
    }
    paint_not_carried_out(painter, picture);
    for (const auto* plot : {&geometry.rate, &geometry.workers, &geometry.latency})
        if (plot->shown()) paint_frame(painter, picture, *plot);
    paint_time_axis(painter, picture);
    paint_rates(painter, picture);
    paint_workers(painter, picture);
    paint_latencies(painter, picture);
    if (picture.hovered) return paint_hovered(painter, picture);
    if (picture.linked) paint_time_mark(painter, picture, *picture.linked);
}

}  // namespace sweeplab
