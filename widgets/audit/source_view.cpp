#include "widgets/audit/source_view.h"

#include <QFontDatabase>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <algorithm>

#include "widgets/panels/styled_label.h"
#include "widgets/theme/palettes.h"

namespace sweeplab {

// A widget of its own, since the text scrolls beside it.
class source_view::number_strip final : public QWidget {
public:
    explicit number_strip(source_view* text) : QWidget(text), text_(text) {}
    QSize sizeHint() const override { return {text_->strip_width(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { text_->paint_numbers(event); }

private:
    source_view* text_;
};

source_view::source_view(QWidget* parent) : QPlainTextEdit(parent), strip_(new number_strip(this)) {
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setAccessibleName(tr("The file's text"));
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& area, int dy) {
        if (dy != 0) strip_->scroll(0, dy);
        else strip_->update(0, area.y(), strip_->width(), area.height());
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { setViewportMargins(strip_width(), 0, 0, 0); });
    setViewportMargins(strip_width(), 0, 0, 0);
}

void source_view::set_source(const QString& text) {
    cited_.clear();
    setExtraSelections({});
    setPlainText(text);
}

void source_view::cite(std::vector<cited_place> places) {
    cited_ = std::move(places);
    mark();
    if (cited_.empty()) return;
    const auto first = std::ranges::min(cited_, {}, [](const cited_place& one) { return one.line.start; });
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(first.value ? first.value->start : first.line.start));
    setTextCursor(cursor);
    ensureCursorVisible();
}

void source_view::mark() {
    const QColor ground = palette().color(QPalette::Base);
    const QColor tint = palette().color(QPalette::Highlight);
    QList<QTextEdit::ExtraSelection> marks;
    const auto add = [&](text_range range, const QColor& colour, bool whole_line) {
        QTextEdit::ExtraSelection made;
        made.cursor = QTextCursor(document());
        made.cursor.setPosition(static_cast<int>(range.start));
        made.cursor.setPosition(static_cast<int>(range.start + range.length), QTextCursor::KeepAnchor);
        made.format.setBackground(colour);
        if (whole_line) {
            made.cursor.clearSelection();
            made.format.setProperty(QTextFormat::FullWidthSelection, true);
        } else {
            made.format.setFontWeight(QFont::Bold);
        }
        marks << made;
    };
    for (const auto& one : cited_) add(one.line, mix(tint, ground, 0.16), true);
    for (const auto& one : cited_)
        if (one.value) add(*one.value, mix(tint, ground, 0.38), false);
    setExtraSelections(marks);
}

int source_view::strip_width() const {
    const auto digits = QString::number(std::max(blockCount(), 10)).size();
    return 14 + fontMetrics().horizontalAdvance(QLatin1Char('9')) * static_cast<int>(digits);
}

void source_view::paint_numbers(QPaintEvent* event) {
    QPainter painter(strip_);
    painter.fillRect(event->rect(), palette().color(QPalette::Window));
    painter.setPen(colour_of(label_part::note, palette()));
    painter.setFont(font());
    for (auto block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom()) break;
        const QRectF row(0, place.top(), strip_->width() - 7, fontMetrics().height());
        painter.drawText(row, Qt::AlignRight | Qt::AlignTop, QString::number(block.blockNumber() + 1));
    }
}

void source_view::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    const QRect inside = contentsRect();
    strip_->setGeometry(inside.left(), inside.top(), strip_width(), inside.height());
}

void source_view::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) mark();
}

}  // namespace sweeplab
