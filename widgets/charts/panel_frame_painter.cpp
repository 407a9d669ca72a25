// Behind the lines: card, title, captions, grid, tick labels, the ideal line.
#include <QFontMetricsF>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/panel_card.h"
#include "widgets/charts/panel_labels.h"
#include "widgets/charts/panel_painter.h"

namespace sweeplab {
namespace {

void paint_captions(QPainter& painter, const panel_picture& picture) {
    const QFontMetricsF metrics(picture.fonts.small);
    QRectF row = picture.geometry.caption_row;
    if (picture.panel->title.isEmpty() && picture.panel->simulated) {
        const double width = simulated_tag_width(picture.fonts);
        paint_simulated_tag(painter, picture.fonts, picture.colors, row.right() - width, row);
        row.setRight(row.right() - width - 10);
    }
    painter.setFont(picture.fonts.small);
    painter.setPen(picture.colors.muted);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(picture.data->y_caption, Qt::ElideRight, row.width()));
    painter.drawText(picture.geometry.x_caption_row, Qt::AlignHCenter | Qt::AlignVCenter, picture.data->x_caption);
}

void paint_grid(QPainter& painter, const panel_picture& picture) {
    const QRectF& plot = picture.geometry.plot;
    painter.setPen(QPen(picture.colors.grid, 1));
    for (const auto& tick : picture.geometry.x_ticks) {
        const double x = std::round(tick.at) + 0.5;
        if (tick.shown) painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    for (const auto& tick : picture.geometry.y_ticks) {
        const double y = std::round(tick.at) + 0.5;
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
    painter.setPen(QPen(picture.colors.axis, 1));
    const double bottom = plot.bottom() + 0.5;
    painter.drawLine(QPointF(plot.left(), bottom), QPointF(plot.right(), bottom));
    for (const auto& tick : picture.geometry.x_ticks) {
        const double x = std::round(tick.at) + 0.5;
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + (tick.shown ? 4 : 3)));
    }
}

void paint_tick_labels(QPainter& painter, const panel_picture& picture) {
    const QFontMetricsF metrics(picture.fonts.small);
    const QRectF& plot = picture.geometry.plot;
    painter.setFont(picture.fonts.small);
    painter.setPen(picture.colors.muted);
    const double baseline = plot.bottom() + 7 + metrics.ascent();
    for (const auto& tick : picture.geometry.x_ticks) {
        if (tick.shown) painter.drawText(QPointF(tick.at - metrics.horizontalAdvance(tick.text) / 2, baseline), tick.text);
    }
    for (const auto& tick : picture.geometry.y_ticks) {
        const double x = plot.left() - 7 - metrics.horizontalAdvance(tick.text);
        painter.drawText(QPointF(x, tick.at + metrics.capHeight() / 2), tick.text);
    }
}

void paint_ideal_label(QPainter& painter, const panel_picture& picture) {
    const auto& geometry = picture.geometry;
    const QFontMetricsF metrics(picture.fonts.small);
    painter.save();
    painter.translate(geometry.ideal_label.centre);
    painter.rotate(geometry.ideal_label.angle);
    painter.setFont(picture.fonts.small);
    painter.setPen(picture.colors.muted);
    const QPointF start(-metrics.horizontalAdvance(geometry.ideal_text) / 2, (metrics.ascent() - metrics.descent()) / 2);
    painter.drawText(start, geometry.ideal_text);
    painter.restore();
}

// One line where one speaks for all; else each series has its own, in its colour. A hovered series stands out.
void paint_ideal(QPainter& painter, const panel_picture& picture) {
    for (const auto& ideal : picture.geometry.ideals) {
        const bool hovered = picture.hovered && picture.hovered->series == ideal.series;
        QColor color = picture.colors.axis;
        if (picture.geometry.ideals.size() > 1) {
            color = picture.colors.of_series(picture.panel->series[static_cast<std::size_t>(ideal.series)].number);
            color.setAlphaF(hovered ? 1.0F : 0.45F);
        }
        QPen dashes(color, hovered ? 1.6 : 1.2);
        dashes.setDashPattern({5, 4});
        painter.setPen(dashes);
        painter.drawLine(ideal.line);
    }
    if (!picture.geometry.ideal_text.isEmpty()) paint_ideal_label(painter, picture);
}

// Where the times may lie as far as the items alone decide; faint, since it lies behind everything.
void paint_band(QPainter& painter, const panel_picture& picture) {
    const auto& geometry = picture.geometry;
    for (const auto& series : picture.panel->series) {
        if (series.band.empty()) continue;
        QPolygonF area;
        for (const auto& slice : series.band) area << geometry.to_pixel(slice.workers, slice.upper);
        for (auto slice = series.band.rbegin(); slice != series.band.rend(); ++slice)
            area << geometry.to_pixel(slice->workers, slice->lower);
        QColor color = picture.colors.of_series(series.number);
        color.setAlphaF(0.13F);
        painter.save();
        painter.setClipRect(geometry.plot);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPolygon(area);
        painter.restore();
    }
}

}  // namespace

void paint_frame(QPainter& painter, const panel_picture& picture) {
    const auto& panel = *picture.panel;
    paint_card(painter, picture.geometry.card, picture.colors, picture.focused);
    paint_title_row(painter, {panel.title, panel.subtitle, panel.simulated}, picture.fonts, picture.colors,
                    picture.geometry.title_row);
    paint_captions(painter, picture);
    paint_band(painter, picture);
    paint_grid(painter, picture);
    paint_tick_labels(painter, picture);
    paint_ideal(painter, picture);
}

}  // namespace sweeplab
