#include "widgets/report/report_code_box.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QWheelEvent>
#include <cmath>

namespace sweeplab {

code_lines::code_lines(const QString& text, QWidget* parent) : QPlainTextEdit(text, parent) {
    setReadOnly(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setTabChangesFocus(true);
    setAccessibleName(tr("Commands"));
    restyle();
}

void code_lines::restyle() {
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (font().family() == fixed.family()) return;
    QFont letters = font();
    letters.setFamily(fixed.family());
    letters.setStyleHint(QFont::Monospace);
    setFont(letters);
}

void code_lines::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) updateGeometry();
}

// With room for the bar below, which comes where a line is wider than its place.
QSize code_lines::sizeHint() const {
    const double lines = QFontMetricsF(font()).lineSpacing() * document()->blockCount();
    const int around = 2 * frameWidth() + static_cast<int>(std::ceil(2 * document()->documentMargin()));
    return {200, static_cast<int>(std::ceil(lines)) + around + horizontalScrollBar()->sizeHint().height()};
}

// The wheel and the page keys turn the page that the box stands on.
void code_lines::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().x() != 0) return QPlainTextEdit::wheelEvent(event);
    event->ignore();
}

void code_lines::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown) return event->ignore();
    QPlainTextEdit::keyPressEvent(event);
}

report_code_box::report_code_box(const QString& text, const QString& summary, QWidget* parent)
    : QWidget(parent), lines_(new code_lines(text, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    auto* copy = new QPushButton(tr("Copy"), this);
    copy->setAccessibleName(summary.isEmpty() ? tr("Copy the commands") : tr("Copy: %1").arg(summary));
    copy->setToolTip(tr("Puts the text, as it stands, on the clipboard"));
    connect(copy, &QPushButton::clicked, this, [text] { QGuiApplication::clipboard()->setText(text); });
    copy_ = copy;
    if (!summary.isEmpty()) {
        fold_ = new QToolButton(this);
        fold_->setText(summary);
        fold_->setAutoRaise(true);
        fold_->setCheckable(true);
        fold_->setArrowType(Qt::RightArrow);
        fold_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        lines_->hide();
        connect(fold_, &QToolButton::toggled, this, [this](bool open) {
            fold_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
            lines_->setVisible(open);
        });
        row->addWidget(fold_);
        row->addWidget(copy);
        row->addStretch();
        column->addLayout(row);
        column->addWidget(lines_);
        return;
    }
    row->addWidget(lines_, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    column->addLayout(row);
}

void report_code_box::set_for_picture() { copy_->hide(); }

}  // namespace sweeplab
