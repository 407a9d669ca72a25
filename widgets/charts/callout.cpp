#include "widgets/charts/callout.h"

#include <QFontMetricsF>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

constexpr double padding = 10;
constexpr double column_gap = 14;
constexpr double most_value_width = 260;
constexpr double least_note_width = 230;

QStringList broken_into_lines(const QString& text, const QFont& font, double width) {
    QStringList lines;
    QTextLayout layout(text, font);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        lines << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

}  // namespace

callout_text measure_callout(point_words words, const panel_fonts& fonts) {
    const QFontMetricsF bold(fonts.text_bold), plain(fonts.text);
    callout_text text{std::move(words), {}, 0, 0, plain.height() + 2, {}};
    for (const auto& [name, value] : text.words.rows) {
        text.names = std::max(text.names, plain.horizontalAdvance(name));
        text.values = std::max(text.values, plain.horizontalAdvance(value));
    }
    text.values = std::min(text.values, most_value_width);
    double width = std::max(text.names + column_gap + text.values, bold.horizontalAdvance(text.words.title));
    if (!text.words.note.isEmpty()) {
        width = std::max(width, std::min(least_note_width, plain.horizontalAdvance(text.words.note)));
        text.note = broken_into_lines(text.words.note, fonts.text, width);
    }
    const auto lines = static_cast<double>(text.words.rows.size() + static_cast<std::size_t>(text.note.size()));
    const double height = bold.height() + 5 + text.row * lines + (text.note.isEmpty() ? 0 : 4);
    text.size = QSizeF(std::ceil(width) + 2 * padding, std::ceil(height) + 2 * padding - 4);
    return text;
}

void paint_callout(QPainter& painter, const QRectF& box, const callout_text& text, const panel_fonts& fonts,
                   const chart_colors& colors) {
    painter.setPen(QPen(colors.border.darker(105), 1));
    painter.setBrush(colors.callout);
    painter.drawRoundedRect(box, 5, 5);
    const QFontMetricsF bold(fonts.text_bold), plain(fonts.text);
    double y = box.top() + padding - 2 + bold.ascent();
    painter.setFont(fonts.text_bold);
    painter.setPen(colors.text);
    painter.drawText(QPointF(box.left() + padding, y),
                     bold.elidedText(text.words.title, Qt::ElideRight, box.width() - 2 * padding));
    y = box.top() + padding - 2 + bold.height() + 5 + plain.ascent();
    painter.setFont(fonts.text);
    painter.setPen(colors.muted);
    for (const QString& line : text.note) {
        painter.drawText(QPointF(box.left() + padding, y), line);
        y += text.row;
    }
    if (!text.note.isEmpty()) y += 4;
    for (const auto& [name, value] : text.words.rows) {
        painter.setPen(colors.muted);
        painter.drawText(QPointF(box.left() + padding, y), name);
        painter.setPen(colors.text);
        const double left = box.left() + padding + text.names + column_gap;
        painter.drawText(QPointF(left, y), plain.elidedText(value, Qt::ElideRight, box.right() - padding - left));
        y += text.row;
    }
}

}  // namespace sweeplab
