#include "widgets/charts/panel_card.h"

#include <QFontMetricsF>

namespace sweeplab {
namespace {

constexpr double corner = 6;
constexpr double least_subtitle = 120;

QString simulated_text() { return QStringLiteral("simulated"); }

}  // namespace

void paint_card(QPainter& painter, const QRectF& card, const chart_colors& colors, bool focused) {
    painter.setPen(focused ? QPen(colors.focus, 2) : QPen(colors.border, 1));
    painter.setBrush(colors.surface);
    const double inset = focused ? 1 : 0.5;
    painter.drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), corner, corner);
}

double simulated_tag_width(const panel_fonts& fonts) {
    return QFontMetricsF(fonts.small).horizontalAdvance(simulated_text()) + 12;
}

double paint_simulated_tag(QPainter& painter, const panel_fonts& fonts, const chart_colors& colors, double left,
                           const QRectF& row) {
    const QFontMetricsF metrics(fonts.small);
    const QRectF tag(left, row.center().y() - metrics.height() / 2 - 1, simulated_tag_width(fonts), metrics.height() + 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.warning_surface);
    painter.drawRoundedRect(tag, 4, 4);
    painter.setFont(fonts.small);
    painter.setPen(colors.warning);
    painter.drawText(tag, Qt::AlignCenter, simulated_text());
    return tag.right();
}

void paint_title_row(QPainter& painter, const panel_title& words, const panel_fonts& fonts, const chart_colors& colors,
                     const QRectF& row) {
    if (row.height() <= 0) return;
    const QFontMetricsF bold(fonts.title), plain(fonts.text);
    const double tag = words.simulated ? 90 : 0;
    const QString title = bold.elidedText(words.title, Qt::ElideRight, row.width() - tag);
    painter.setFont(fonts.title);
    painter.setPen(colors.text);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title);
    double x = row.left() + bold.horizontalAdvance(title) + 10;
    if (words.simulated) x = paint_simulated_tag(painter, fonts, colors, x, row) + 10;
    const double room = row.right() - x;
    if (room < plain.horizontalAdvance(words.subtitle) && room < least_subtitle) return;  // the tooltip has it
    painter.setFont(fonts.text);
    painter.setPen(colors.muted);
    const QString rest = plain.elidedText(words.subtitle, Qt::ElideRight, room);
    // On the title's baseline, as two sizes of text on one line are read.
    const double baseline = row.center().y() + (bold.ascent() - bold.descent()) / 2;
    painter.drawText(QPointF(x, baseline), rest);
}

}  // namespace sweeplab
