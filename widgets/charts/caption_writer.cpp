#include "widgets/charts/caption_writer.h"

#include <algorithm>

namespace sweeplab {
namespace {

constexpr double key_width = 14;

}  // namespace

caption_writer::caption_writer(QPainter& painter, const chart_colors& colors, const QFont& font, const QRectF& row)
    : painter_(painter), colors_(colors), metrics_(font), row_(row), x_(row.left()) {
    painter.setFont(font);
}

void caption_writer::words(const QString& text) {
    painter_.setPen(colors_.muted);
    write(text);
}

void caption_writer::key(const QColor& color, const QString& text, bool dashed) {
    if (row_.right() - x_ < key_width + 30) return;
    QPen pen(color, 2);
    if (dashed) pen.setDashPattern({2.5, 1.5});
    painter_.setPen(pen);
    painter_.drawLine(QPointF(x_, row_.center().y()), QPointF(x_ + key_width, row_.center().y()));
    x_ += key_width + 5;
    painter_.setPen(colors_.text);
    write(text);
}

void caption_writer::write(const QString& text) {
    const QString fitting = metrics_.elidedText(text, Qt::ElideRight, std::max(0.0, row_.right() - x_));
    painter_.drawText(QPointF(x_, row_.top() + metrics_.ascent()), fitting);
    x_ += metrics_.horizontalAdvance(fitting) + 14;
}

}  // namespace sweeplab
