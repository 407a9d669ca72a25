#include "widgets/report/document_pages.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <cmath>

#include "widgets/theme/chart_colors.h"
#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

constexpr int dots_per_inch = 96;   // a logical pixel is one unit
constexpr QSizeF paper(793, 1122);  // A4
constexpr double side = 68, above = 56, below = 72;
constexpr double least_below_title = 90;

}  // namespace

QSizeF page_room() { return {paper.width() - 2 * side, paper.height() - above - below}; }

// Each break moves what comes after it, so from the top down.
void keep_titles_with_what_follows(QTextDocument& document) {
    const double high = document.pageSize().height();
    const auto* layout = document.documentLayout();
    for (auto block = document.begin(); block.isValid(); block = block.next()) {
        if (block.userState() != title_state) continue;
        const QRectF place = layout->blockBoundingRect(block);
        const double left = high - std::fmod(place.bottom(), high);
        // A chart is as high as a third of a page, and stands right below its title.
        const auto next = block.next();
        const QRectF after = next.isValid() ? layout->blockBoundingRect(next) : QRectF();
        const bool parted = std::floor(place.top() / high) != std::floor(std::max(place.top(), after.bottom() - 1) / high);
        if (left > least_below_title && !(parted && after.height() < high)) continue;
        QTextCursor cursor(block);
        QTextBlockFormat shape = block.blockFormat();
        shape.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        shape.setTopMargin(0);
        cursor.setBlockFormat(shape);
        // What Qt lays out anew by itself after such a change can leave later paragraphs without lines.
        document.markContentsDirty(0, document.characterCount());
    }
}

void paint_page(QTextDocument& document, int page, QPainter& painter) {
    const QSizeF room = document.pageSize();
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette = light_palette();
    context.clip = QRectF(0, page * room.height(), room.width(), room.height());
    painter.save();
    painter.translate(0, -page * room.height());
    painter.setClipRect(context.clip);
    document.documentLayout()->draw(&painter, context);
    painter.restore();
}

QByteArray to_pdf(QTextDocument& document, const QString& title, const QString& foot) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setResolution(dots_per_inch);
    pdf.setPageSize(QPageSize(QPageSize::A4));
    pdf.setPageMargins(QMarginsF());
    pdf.setTitle(title);
    pdf.setCreator(QStringLiteral("Sweeplab"));
    QPainter painter(&pdf);
    const double width = document.pageSize().width();
    const int pages = document.pageCount();
    QFont small = QApplication::font();
    small.setPointSizeF(8);
    for (int page = 0; page < pages; ++page) {
        if (page > 0) pdf.newPage();
        painter.save();
        painter.translate(side, above);
        paint_page(document, page, painter);
        painter.restore();
        painter.setFont(small);
        painter.setPen(chart_colors_for(light_palette()).muted);
        const QRectF line(side, paper.height() - below + 24, width, 20);
        const QString number = QStringLiteral("%1 / %2").arg(page + 1).arg(pages);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, foot);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, number);
    }
    painter.end();
    return bytes;
}

}  // namespace sweeplab
