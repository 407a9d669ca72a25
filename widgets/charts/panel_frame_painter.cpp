// Behind the lines: card, title, captions, grid, tick labels, the ideal line.
#include <QFontMetricsF>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/panel_labels.h"
#include "widgets/charts/panel_painter.h"

namespace sweeplab {
namespace {

constexpr double corner = 6;
constexpr double least_subtitle = 120;

void paint_card(QPainter& painter, const panel_picture& picture) {
    const auto& colors = picture.colors;
    painter.setPen(picture.focused ? QPen(colors.focus, 2) : QPen(colors.border, 1));
    painter.setBrush(colors.surface);
    const double inset = picture.focused ? 1 : 0.5;
    painter.drawRoundedRect(picture.geometry.card.adjusted(inset, inset, -inset, -inset), corner, corner);
}

// A small tag that says where the numbers come from; nobody may take them for a server's.
double paint_simulated(QPainter& painter, const panel_picture& picture, double left, const QRectF& row) {
    const QString text = QStringLiteral("simulated");
    const QFontMetricsF metrics(picture.fonts.small);
    const QRectF tag(left, row.center().y() - metrics.height() / 2 - 1, metrics.horizontalAdvance(text) + 12,
                     metrics.height() + 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(picture.colors.warning_surface);
    painter.drawRoundedRect(tag, 4, 4);
    painter.setFont(picture.fonts.small);
    painter.setPen(picture.colors.warning);
    painter.drawText(tag, Qt::AlignCenter, text);
    return tag.right();
}

void paint_title(QPainter& painter, const panel_picture& picture) {
    const QRectF row = picture.geometry.title_row;
    if (row.height() <= 0) return;
    const QFontMetricsF bold(picture.fonts.title), plain(picture.fonts.text);
    const double tag = picture.panel->simulated ? 90 : 0;
    const QString title = bold.elidedText(picture.panel->title, Qt::ElideRight, row.width() - tag);
    painter.setFont(picture.fonts.title);
    painter.setPen(picture.colors.text);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title);
    double x = row.left() + bold.horizontalAdvance(title) + 10;
    if (picture.panel->simulated) x = paint_simulated(painter, picture, x, row) + 10;
    const double room = row.right() - x;
    if (room < plain.horizontalAdvance(picture.panel->subtitle) && room < least_subtitle) return;  // the tooltip has it
    painter.setFont(picture.fonts.text);
    painter.setPen(picture.colors.muted);
    const QString rest = plain.elidedText(picture.panel->subtitle, Qt::ElideRight, room);
    // On the title's baseline, as two sizes of text on one line are read.
    const double baseline = row.center().y() + (bold.ascent() - bold.descent()) / 2;
    painter.drawText(QPointF(x, baseline), rest);
}

void paint_captions(QPainter& painter, const panel_picture& picture) {
    const QFontMetricsF metrics(picture.fonts.small);
    QRectF row = picture.geometry.caption_row;
    if (picture.panel->title.isEmpty() && picture.panel->simulated) {
        const double width = metrics.horizontalAdvance(QStringLiteral("simulated")) + 12;
        paint_simulated(painter, picture, row.right() - width, row);
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

}  // namespace

void paint_frame(QPainter& painter, const panel_picture& picture) {
    paint_card(painter, picture);
    paint_title(painter, picture);
    paint_captions(painter, picture);
    paint_grid(painter, picture);
    paint_tick_labels(painter, picture);
    paint_ideal(painter, picture);
}

}  // namespace sweeplab
