// How a chart of a report is drawn. The marks are those of its SVG; markers have shapes as in the window's other charts.
#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/charts/loss_colors.h"
#include "widgets/models/words.h"
#include "widgets/report/chart_picture.h"
#include "widgets/theme/chart_colors.h"
#include "widgets/theme/marker_shape.h"

namespace sweeplab {
namespace {

constexpr double marker_radius = 4.5, cap = 4, ring = 9;

QColor band_color(const chart_colors& colors) {
    QColor color = colors.of_series(0);
    color.setAlphaF(0.15F);
    return color;
}

QColor part_color(int part, const chart_colors& colors) {
    return loss_color(static_cast<loss_part>(part % static_cast<int>(all_loss_parts.size())), colors);
}

void paint_marker(QPainter& painter, const chart_colors& colors, int number, QPointF place, bool doubted = false) {
    painter.setPen(QPen(colors.surface, 1));
    painter.setBrush(doubted ? colors.muted : colors.of_series(number));
    painter.drawPath(marker_path(marker_of_series(number), marker_radius).translated(place));
}

bool crosses(const QRectF& box, const QLineF& line) {
    if (box.contains(line.p1()) || box.contains(line.p2())) return true;
    const QLineF edges[] = {{box.topLeft(), box.topRight()},
                            {box.bottomLeft(), box.bottomRight()},
                            {box.topLeft(), box.bottomLeft()},
                            {box.topRight(), box.bottomRight()}};
    return std::ranges::any_of(
        edges, [&](const QLineF& edge) { return edge.intersects(line, nullptr) == QLineF::BoundedIntersection; });
}

}  // namespace

void chart_picture::paint(QPainter& painter, const chart_colors& colors) const {
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paint_axes(painter, colors);
    if (const auto* lines = std::get_if<line_chart>(&chart_)) paint_lines(painter, colors, *lines);
    else paint_bars(painter, colors, std::get<stacked_chart>(chart_));
    paint_entries(painter, colors);
}

void chart_picture::paint_axes(QPainter& painter, const chart_colors& colors) const {
    const QFontMetricsF small(small_);
    painter.setFont(small_);
    for (const double tick : values_.ticks()) {
        const double y = values_.at(tick);
        painter.setPen(QPen(tick == 0 ? colors.axis : colors.grid, 1));
        painter.drawLine(QPointF(frame_.left, y), QPointF(frame_.right, y));
        painter.setPen(colors.muted);
        painter.drawText(QRectF(0, y - small.height() / 2, frame_.left - 8, small.height()),
                         Qt::AlignRight | Qt::AlignVCenter, to_qt(values_.text_of(tick)));
    }
    const double below = frame_.bottom + 7;
    std::vector<QRectF> taken;
    const auto name = [&](double x, const QString& text) {
        const double wide = small.horizontalAdvance(text);
        const QRectF place(x - wide / 2, below, wide, small.height());
        const QRectF room = place.adjusted(-4, 0, 4, 0);
        if (std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(room); })) return;
        taken.push_back(room);
        painter.setPen(colors.muted);
        painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, text);
    };
    for (const double count : naming_order(counts_)) {
        painter.setPen(QPen(colors.axis, 1));
        painter.drawLine(QPointF(counts_.at(count), frame_.bottom), QPointF(counts_.at(count), frame_.bottom + 4));
        name(counts_.at(count), QString::number(count, 'g', 6));
    }
    const auto* bars = std::get_if<stacked_chart>(&chart_);
    for (std::size_t bar = 0; bars && bar < bars->bars.size(); ++bar)
        name(bar_part(bar, 0, 0).center().x(), to_qt(bars->bars[bar]));
    painter.setPen(colors.text);
    const auto x_name = std::visit([](const auto& one) { return to_qt(one.x_name); }, chart_);
    const auto y_name = std::visit([](const auto& one) { return to_qt(one.y_name); }, chart_);
    painter.drawText(QRectF(frame_.left, below + small.height(), frame_.right - frame_.left, small.height()),
                     Qt::AlignCenter, x_name);
    painter.drawText(QRectF(0, 0, frame_.right, small.height()), Qt::AlignLeft | Qt::AlignVCenter, y_name);
}

void chart_picture::paint_lines(QPainter& painter, const chart_colors& colors, const line_chart& chart) const {
    if (chart.band.size() > 1) {
        QPolygonF band;
        for (const auto& one : chart.band) band << QPointF(counts_.at(one.x), values_.at(one.upper));
        for (auto one = chart.band.rbegin(); one != chart.band.rend(); ++one)
            band << QPointF(counts_.at(one->x), values_.at(one->lower));
        painter.setPen(Qt::NoPen);
        painter.setBrush(band_color(colors));
        painter.drawPolygon(band);
    }
    int number = 0;
    for (const auto& line : chart.lines) {
        QPolygonF path;
        for (const auto& point : line.points) path << at(point);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.of_series(number), 2, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
        painter.drawPolyline(path);
        for (const auto& point : line.points) {
            const double x = counts_.at(point.x);
            QColor faint = colors.of_series(number);
            faint.setAlphaF(0.45F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(faint);
            if (point.repeats.size() > 1)
                for (const double each : point.repeats) painter.drawEllipse(QPointF(x, values_.at(each)), 2.2, 2.2);
            if (point.lo && point.hi) {
                const double low = values_.at(*point.lo), high = values_.at(*point.hi);
                const QColor& color = point.doubted ? colors.muted : colors.of_series(number);
                painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::FlatCap));
                painter.drawLine(QPointF(x, low), QPointF(x, high));
                for (const double y : {low, high}) painter.drawLine(QPointF(x - cap, y), QPointF(x + cap, y));
            }
            paint_marker(painter, colors, number, at(point), point.doubted);
        }
        ++number;
    }
    paint_mark(painter, colors, chart);
}

// Over its point or beside it, where no line runs through it.
QRectF chart_picture::mark_label(const line_chart& chart, const report_point& marked, QSizeF size) const {
    const QPointF point = at(marked);
    const double high = values_.at(std::max(marked.y, marked.hi.value_or(marked.y)));
    const double low = values_.at(std::min(marked.y, marked.lo.value_or(marked.y)));
    const double above = std::min(high, point.y() - ring) - 5 - size.height();
    const double left =
        std::clamp(point.x() - size.width() / 2, frame_.left, std::max(frame_.left, frame_.right - size.width()));
    const double right = std::min(point.x() + ring + 6, frame_.right - size.width());
    const QPointF places[] = {
        {left, above},
        {right, above},
        {right, point.y() - ring - 6 - size.height()},
        {std::max(frame_.left, point.x() - ring - 6 - size.width()), std::max(low, point.y() + ring) + 5}};
    const auto is_free = [&](const QRectF& box) {
        if (box.top() < frame_.top - 4 || box.bottom() > frame_.bottom - 2) return false;
        for (const auto& line : chart.lines)
            for (std::size_t i = 1; i < line.points.size(); ++i)
                if (crosses(box.adjusted(-2, 0, 2, 0), QLineF(at(line.points[i - 1]), at(line.points[i])))) return false;
        return true;
    };
    for (const QPointF& place : places)
        if (is_free({place, size})) return {place, size};
    return {places[0], size};
}

void chart_picture::paint_mark(QPainter& painter, const chart_colors& colors, const line_chart& chart) const {
    const auto* marked = marked_point(chart);
    if (!marked) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.text, 1.5));
    painter.drawEllipse(at(*marked), ring, ring);
    QFont bold = font_;
    bold.setBold(true);
    painter.setFont(bold);
    const QString name = to_qt(chart.mark_name);
    const QFontMetricsF letters(bold);
    const QRectF place = mark_label(chart, *marked, {letters.horizontalAdvance(name), letters.height()});
    painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, name);
}

void chart_picture::paint_bars(QPainter& painter, const chart_colors& colors, const stacked_chart& chart) const {
    for (std::size_t bar = 0; bar < chart.bars.size(); ++bar) {
        double below = 0;
        for (std::size_t part = 0; part < chart.parts.size() && part < chart.shares[bar].size(); ++part) {
            const double share = std::max(0.0, chart.shares[bar][part]);
            if (!(share > 0)) continue;
            painter.setPen(QPen(colors.surface, 0.5));
            painter.setBrush(part_color(static_cast<int>(part), colors));
            painter.drawRect(bar_part(bar, below, share));
            below += share;
        }
    }
}

void chart_picture::paint_entries(QPainter& painter, const chart_colors& colors) const {
    const QFontMetricsF letters(font_);
    for (const auto& one : entries_) {
        const QPointF middle = one.at + QPointF(8, 0);
        painter.setPen(Qt::NoPen);
        switch (one.kind) {
            case sign::band:
                painter.setBrush(band_color(colors));
                painter.drawRect(QRectF(one.at + QPointF(0, -5), QSizeF(16, 10)));
                break;
            case sign::part:
                painter.setBrush(part_color(one.number, colors));
                painter.drawRect(QRectF(one.at + QPointF(1, -5), QSizeF(14, 10)));
                break;
            case sign::line:
                painter.setPen(QPen(colors.of_series(one.number), 2));
                painter.drawLine(one.at, one.at + QPointF(16, 0));
                paint_marker(painter, colors, one.number, middle);
                break;
        }
        painter.setFont(font_);
        painter.setPen(colors.text);
        painter.drawText(QRectF(one.at.x() + sign_room, one.at.y() - letters.height() / 2,
                                letters.horizontalAdvance(one.name) + 2, letters.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, one.name);
    }
}

}  // namespace sweeplab
