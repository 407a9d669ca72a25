#include "widgets/compare/ratio_painter.h"

#include <QFontMetricsF>
#include <cmath>

#include "widgets/charts/callout.h"
#include "widgets/charts/chart_words.h"
#include "widgets/charts/panel_card.h"
#include "widgets/panels/styled_label.h"
#include "widgets/theme/marker_shape.h"

namespace sweeplab {
namespace {

constexpr double mark_radius = 5;
constexpr double cap = 4;

QColor faded(QColor color, double opacity) {
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

void paint_caption(QPainter& painter, const ratio_picture& picture) {
    const auto& chart = *picture.chart;
    QRectF row = picture.geometry.caption_row;
    if (chart.simulated) {
        const double width = simulated_tag_width(picture.fonts);
        paint_simulated_tag(painter, picture.fonts, picture.colors, row.right() - width, row);
        row.setRight(row.right() - width - 10);
    }
    QString text = QStringLiteral("Time over that of %1 · above 1×: takes longer · band: ± %2 %")
                       .arg(chart.against, tick_text(chart.threshold * 100));
    bool whiskers = false;
    for (const auto& mark : picture.geometry.marks) whiskers |= mark.whisker.has_value();
    if (whiskers) text += QStringLiteral(" · whiskers: 95 %");
    painter.setFont(picture.fonts.small);
    painter.setPen(picture.colors.muted);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(picture.fonts.small).elidedText(text, Qt::ElideRight, row.width()));
    painter.drawText(picture.geometry.x_caption_row, Qt::AlignHCenter | Qt::AlignVCenter, x_caption());
}

void paint_axes(QPainter& painter, const ratio_picture& picture) {
    const auto& geometry = picture.geometry;
    const QRectF& plot = geometry.plot;
    const QFontMetricsF metrics(picture.fonts.small);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(picture.colors.axis, 0.22));
    painter.drawRect(geometry.threshold_band.intersected(plot));
    painter.setFont(picture.fonts.small);
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
        painter.setPen(QPen(picture.colors.axis, 1));
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + (tick.shown ? 4 : 3)));
        painter.setPen(picture.colors.muted);
        if (tick.shown)
            painter.drawText(
                QPointF(tick.at - metrics.horizontalAdvance(tick.text) / 2, plot.bottom() + 7 + metrics.ascent()),
                tick.text);
    }
    painter.setPen(QPen(picture.colors.axis, 1));
    painter.drawLine(QPointF(plot.left(), bottom), QPointF(plot.right(), bottom));
    painter.setPen(QPen(picture.colors.text, 1.4));
    painter.drawLine(QPointF(plot.left(), geometry.one_y), QPointF(plot.right(), geometry.one_y));
}

void paint_lines(QPainter& painter, const ratio_picture& picture) {
    painter.setBrush(Qt::NoBrush);
    for (std::size_t s = 0; s < picture.chart->series.size(); ++s) {
        QPolygonF line;
        for (const auto& mark : picture.geometry.marks)
            if (mark.place.series == s) line << mark.at;
        painter.setPen(QPen(faded(picture.colors.of_series(picture.chart->series[s].number), 0.75), 1.6));
        painter.drawPolyline(line);
    }
}

// An arrow instead of a cap: it goes on.
void paint_end(QPainter& painter, QPointF at, bool cut, bool up) {
    if (!cut) return painter.drawLine(at - QPointF(cap, 0), at + QPointF(cap, 0));
    const QPointF down(0, up ? cap + 1 : -cap - 1);
    painter.drawLine(at, at + QPointF(-cap, 0) + down);
    painter.drawLine(at, at + QPointF(cap, 0) + down);
}

void paint_mark(QPainter& painter, const ratio_picture& picture, const ratio_mark& mark, double radius) {
    const auto& series = picture.chart->series[mark.place.series];
    const auto decided = series.points[mark.place.point].decided;
    const QColor& color = picture.verdicts.of(decided);
    painter.setBrush(Qt::NoBrush);
    if (mark.whisker) {
        painter.setPen(QPen(color, 1.6));
        painter.drawLine(*mark.whisker);
        paint_end(painter, mark.whisker->p1(), mark.cut_above, true);
        paint_end(painter, mark.whisker->p2(), mark.cut_below, false);
    }
    const QPainterPath shape = marker_path(marker_of_series(series.number), radius).translated(mark.at);
    painter.setPen(QPen(picture.colors.surface, 4));
    painter.setBrush(picture.colors.surface);
    painter.drawPath(shape);
    painter.setPen(QPen(color, 1.8));
    painter.setBrush(decided == verdict::undecided ? picture.colors.surface : color);
    painter.drawPath(shape);
}

void paint_verdicts(QPainter& painter, const ratio_picture& picture) {
    const auto& geometry = picture.geometry;
    const auto& all = picture.chart->series;
    for (std::size_t s = 0; s < all.size() && all.size() > 1; ++s) {
        const QRectF& row = geometry.verdict_rows[s];
        painter.setPen(Qt::NoPen);
        painter.setBrush(picture.colors.of_series(all[s].number));
        painter.drawPath(
            marker_path(marker_of_series(all[s].number), 4.5).translated(QPointF(row.left() + 6, row.center().y())));
        painter.setFont(picture.fonts.text);
        painter.setPen(picture.colors.text);
        painter.drawText(row.adjusted(18, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, geometry.row_names[s]);
    }
    painter.setFont(picture.fonts.text_bold);
    for (const auto& mark : geometry.marks) {
        painter.setPen(picture.verdicts.of(all[mark.place.series].points[mark.place.point].decided));
        painter.drawText(mark.words_area, Qt::AlignCenter | Qt::TextDontClip, mark.words);
    }
}

void paint_hovered(QPainter& painter, const ratio_picture& picture) {
    const auto* mark = picture.geometry.mark_at(*picture.hovered);
    if (!mark) return;
    paint_mark(painter, picture, *mark, mark_radius * 1.5);
    const auto text = measure_callout(describe_ratio(*picture.chart, *picture.hovered), picture.fonts);
    const QRectF bounds = picture.geometry.card.adjusted(6, 6, -6, -6);
    const QSizeF size(std::min(text.size.width(), bounds.width()), text.size.height());
    paint_callout(painter, place_callout(mark->at, size, bounds, obstacles_in(picture.geometry), 14), text, picture.fonts,
                  picture.colors);
}

}  // namespace

const QColor& verdict_colors::of(verdict value) const {
    switch (value) {
        case verdict::faster: return faster;
        case verdict::slower: return slower;
        case verdict::no_difference: return no_difference;
        case verdict::undecided: break;
    }
    return undecided;
}

verdict_colors verdict_colors_for(const QPalette& palette) {
    return {colour_of(label_part::good, palette), colour_of(label_part::fault, palette), chart_colors_for(palette).muted,
            colour_of(label_part::warning, palette)};
}

void paint_ratios(QPainter& painter, const ratio_picture& picture) {
    paint_card(painter, picture.geometry.card, picture.colors, picture.focused);
    paint_caption(painter, picture);
    paint_axes(painter, picture);
    painter.save();
    painter.setClipRect(picture.geometry.plot.adjusted(-8, -4, 8, 4));
    paint_lines(painter, picture);
    for (const auto& mark : picture.geometry.marks) paint_mark(painter, picture, mark, mark_radius);
    painter.restore();
    paint_verdicts(painter, picture);
    if (picture.hovered) paint_hovered(painter, picture);
}

}  // namespace sweeplab
