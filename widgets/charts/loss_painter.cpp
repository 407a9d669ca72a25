#include "widgets/charts/loss_painter.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/callout.h"
#include "widgets/charts/label_placement.h"
#include "widgets/charts/loss_colors.h"
#include "widgets/charts/loss_words.h"
#include "widgets/charts/panel_card.h"
#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

const loss_bar& bar_of(const loss_picture& picture, const loss_ref& ref) {
    return picture.panel->bars[static_cast<std::size_t>(ref.bar)];
}

void paint_axes(QPainter& painter, const loss_picture& picture) {
    const auto& geometry = picture.geometry;
    const QRectF& plot = geometry.plot;
    const QFontMetricsF metrics(picture.fonts.small);
    painter.setFont(picture.fonts.small);
    for (const auto& tick : geometry.y_ticks) {
        const double y = std::round(tick.at) + 0.5;
        painter.setPen(QPen(picture.colors.grid, 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(picture.colors.muted);
        const double x = plot.left() - 7 - metrics.horizontalAdvance(tick.text);
        painter.drawText(QPointF(x, tick.at + metrics.capHeight() / 2), tick.text);
    }
    painter.setPen(picture.colors.muted);
    for (const auto& tick : geometry.x_ticks) {
        if (!tick.shown) continue;
        const double x = tick.at - metrics.horizontalAdvance(tick.text) / 2;
        painter.drawText(QPointF(x, plot.bottom() + 7 + metrics.ascent()), tick.text);
    }
    painter.drawText(geometry.caption_row, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(loss_y_caption(*picture.data), Qt::ElideRight, geometry.caption_row.width()));
    painter.drawText(geometry.x_caption_row, Qt::AlignHCenter | Qt::AlignVCenter, QStringLiteral("Workers"));
}

// What is not told apart from 0 is hatched.
void paint_segment(QPainter& painter, const loss_picture& picture, const placed_segment& placed) {
    const loss_segment& segment = *bar_of(picture, placed.ref).find(placed.ref.part);
    const QColor color = loss_color(segment.part, picture.colors);
    QRectF rect = placed.rect;
    if (rect.height() > 4) rect.adjust(0, 0.5, 0, -0.5);  // a line of the ground between neighbours
    painter.setPen(Qt::NoPen);
    if (segment.uncertain) {
        painter.fillRect(rect, mix(color, picture.colors.surface, 0.35));
        painter.fillRect(rect, QBrush(color, Qt::BDiagPattern));
    } else {
        painter.fillRect(rect, color);
    }
    if (placed.label.isEmpty()) return;
    painter.setFont(picture.fonts.small);
    painter.setPen(ink_on(color));
    // Useful work that begins below 0 is covered there: its label stands in what is seen.
    if (picture.data->form == loss_form::share && segment.ns > 0 && segment.from < 0)
        rect.setBottom(std::min(rect.bottom(), picture.geometry.zero));
    painter.drawText(rect, Qt::AlignCenter, placed.label);
}

void paint_bars(QPainter& painter, const loss_picture& picture) {
    for (const auto& segment : picture.geometry.segments) paint_segment(painter, picture, segment);
    const QRectF& plot = picture.geometry.plot;
    const double zero = std::round(picture.geometry.zero) + 0.5;
    painter.setPen(QPen(picture.colors.axis, 1));
    painter.drawLine(QPointF(plot.left(), zero), QPointF(plot.right(), zero));
    painter.setFont(picture.fonts.small);
    painter.setPen(picture.colors.text);
    for (const auto& sum : picture.geometry.sums) painter.drawText(sum.area, Qt::AlignCenter, sum.text);
}

void paint_outline(QPainter& painter, const loss_picture& picture, const placed_segment& placed) {
    // Thin parts get an outline that can be seen.
    QRectF rect = placed.rect;
    if (rect.height() < 5) rect.adjust(0, -(5 - rect.height()) / 2, 0, (5 - rect.height()) / 2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(picture.colors.surface, 4));
    painter.drawRect(rect.adjusted(-1, -1, 1, 1));
    painter.setPen(QPen(picture.colors.text, 2));
    painter.drawRect(rect.adjusted(-1, -1, 1, 1));
}

void paint_hovered(QPainter& painter, const loss_picture& picture) {
    const placed_segment* placed = picture.geometry.find(*picture.hovered);
    if (!placed) return;
    paint_outline(painter, picture, *placed);
    const callout_text text = measure_callout(
        describe_part(*picture.panel, bar_of(picture, placed->ref), placed->ref.part, *picture.data), picture.fonts);
    const QRectF bounds = picture.geometry.card.adjusted(6, 6, -6, -6);
    const QSizeF size(std::min(text.size.width(), bounds.width()), text.size.height());
    obstacles around;
    around.areas = {placed->rect};
    const double beside = placed->rect.width() / 2 + 10;
    // To the right or the left of the bar where there is room, so that the bar stays in sight.
    QRectF box(QPointF(placed->rect.center().x() + beside, placed->rect.center().y() - size.height() / 2), size);
    if (box.right() > bounds.right()) box.moveRight(placed->rect.center().x() - beside);
    if (box.left() < bounds.left()) box = place_callout(placed->rect.center(), size, bounds, around, beside);
    box.moveTop(std::clamp(box.top(), bounds.top(), std::max(bounds.top(), bounds.bottom() - size.height())));
    paint_callout(painter, box, text, picture.fonts, picture.colors);
}

// The same part in the other panels, with its value, so that machines compare at a glance.
void paint_linked(QPainter& painter, const loss_picture& picture) {
    const placed_segment* placed = picture.geometry.find(*picture.linked);
    if (!placed) return;
    paint_outline(painter, picture, *placed);
    const loss_bar& bar = bar_of(picture, placed->ref);
    const auto ns = bar.find(placed->ref.part)->ns;
    const QString text = picture.data->form == loss_form::share
                             ? percent_text(static_cast<double>(ns) / static_cast<double>(bar.point->mean.total))
                             : signed_time_text(ns, picture.data->unit);
    const QFontMetricsF metrics(picture.fonts.text_bold);
    QRectF tag(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
    tag.moveCenter(QPointF(0, placed->rect.center().y()));
    tag.moveLeft(placed->rect.right() + 6);
    if (tag.right() > picture.geometry.card.right() - 4) tag.moveRight(placed->rect.left() - 6);
    painter.setPen(QPen(picture.colors.border, 1));
    painter.setBrush(picture.colors.callout);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setFont(picture.fonts.text_bold);
    painter.setPen(picture.colors.text);
    painter.drawText(tag, Qt::AlignCenter, text);
}

void paint_reason(QPainter& painter, const loss_picture& picture) {
    painter.setFont(picture.fonts.text);
    painter.setPen(picture.colors.muted);
    const QRectF area = picture.geometry.card.adjusted(24, picture.geometry.caption_row.bottom(), -24, -24);
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, picture.panel->why_none);
}

}  // namespace

void paint_losses(QPainter& painter, const loss_picture& picture) {
    const auto& panel = *picture.panel;
    paint_card(painter, picture.geometry.card, picture.colors, picture.focused);
    paint_title_row(painter, {panel.title, panel.subtitle, panel.simulated}, picture.fonts, picture.colors,
                    picture.geometry.title_row);
    if (!panel.why_none.isEmpty()) return paint_reason(painter, picture);
    paint_axes(painter, picture);
    paint_bars(painter, picture);
    if (picture.hovered) return paint_hovered(painter, picture);
    if (picture.linked) paint_linked(painter, picture);
}

}  // namespace sweeplab
