#include "widgets/editors/converted_field.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QSignalBlocker>

#include "widgets/models/words.h"

namespace sweeplab {

converted_field::converted_field(const QString& placeholder, int lines, reader from_text, writer to_text)
    : from_text_(std::move(from_text)), to_text_(std::move(to_text)), text_(new QPlainTextEdit(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(text_);
    setFocusProxy(text_);
    text_->setPlaceholderText(placeholder);
    text_->setTabChangesFocus(true);
    const int frame = 2 * (text_->frameWidth() + static_cast<int>(text_->document()->documentMargin()));
    text_->setFixedHeight(lines * text_->fontMetrics().lineSpacing() + frame);
    connect(text_, &QPlainTextEdit::textChanged, this, &form_field::changed);
}

json converted_field::value() const { return from_text_(to_std(text_->toPlainText())).value_or(json()); }

void converted_field::set_value(const json& value) {
    const QSignalBlocker quiet(text_);
    text_->setPlainText(to_qt(to_text_(value)));
}

QWidget* converted_field::editor() const { return text_; }

QString converted_field::own_fault() const {
    const auto value = from_text_(to_std(text_->toPlainText()));
    return value ? QString() : error_in_words(value.error());
}

void converted_field::set_read_only(bool on) { text_->setReadOnly(on); }

}  // namespace sweeplab
