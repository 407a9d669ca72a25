#include "widgets/editors/rule_field.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>

#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr auto whole_document = "\"\"";

}  // namespace

rule_field::rule_field(const QString& placeholder) : line_(new QLineEdit(this)), take_(new QComboBox(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(line_, 1);
    row->addWidget(take_);
    setFocusProxy(line_);
    line_->setPlaceholderText(placeholder);
    take_->addItem(tr("last match"), QStringLiteral("last"));
    take_->addItem(tr("first match"), QStringLiteral("first"));
    take_->addItem(tr("sum of matches"), QStringLiteral("sum"));
    take_->addItem(tr("number of matches"), QStringLiteral("how_many"));
    take_->setAccessibleName(tr("Which matches count"));
    connect(line_, &QLineEdit::textEdited, this, [this] {
        show_take();
        Q_EMIT changed();
    });
    connect(take_, &QComboBox::currentIndexChanged, this, &form_field::changed);
    show_take();
}

bool rule_field::is_pattern() const {
    const QString text = line_->text();
    return !text.isEmpty() && !text.startsWith(QLatin1Char('/')) && text != QLatin1String(whole_document);
}

void rule_field::show_take() { take_->setVisible(is_pattern()); }

json rule_field::value() const {
    const QString text = line_->text();
    if (text.isEmpty()) return {};
    if (text == QLatin1String(whole_document)) return "";
    if (!is_pattern()) return to_std(text);
    json rule = {{"regex", to_std(text)}};
    if (take_->currentIndex() > 0 || explicit_) rule["take"] = to_std(take_->currentData().toString());
    return rule;
}

void rule_field::set_value(const json& value) {
    const QSignalBlocker quiet(take_);
    take_->setCurrentIndex(0);
    explicit_ = value.is_object() && value.contains("take");
    line_->clear();
    if (value.is_string())
        line_->setText(value == "" ? QString::fromLatin1(whole_document) : to_qt(value.get<std::string>()));
    if (value.is_object()) {
        const json pattern = value.value("regex", json(""));
        line_->setText(to_qt(pattern.is_string() ? pattern.get<std::string>() : pattern.dump()));
        const json take = value.value("take", json("last"));
        if (take.is_string()) take_->setCurrentIndex(std::max(0, take_->findData(to_qt(take.get<std::string>()))));
    }
    show_take();
}

QWidget* rule_field::editor() const { return line_; }

}  // namespace sweeplab
