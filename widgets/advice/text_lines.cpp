#include "widgets/advice/text_lines.h"

#include <QGridLayout>

namespace sweeplab {

styled_label* wrapped_label(label_part part, QWidget* parent) {
    auto* label = new styled_label(part, {}, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

text_lines::text_lines(const QString& sign, label_part part, QWidget* parent) : QWidget(parent), sign_(sign), part_(part) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    hide();
}

void text_lines::set_lines(const QStringList& lines) {
    shown_ = lines;
    auto* grid = static_cast<QGridLayout*>(layout());
    while (rows_.size() > static_cast<std::size_t>(lines.size())) {
        delete rows_.back().sign;
        delete rows_.back().text;
        rows_.pop_back();
    }
    while (rows_.size() < static_cast<std::size_t>(lines.size())) {
        const int at = static_cast<int>(rows_.size());
        row made{sign_.isEmpty() ? nullptr : new styled_label(part_, sign_, this), wrapped_label(part_, this)};
        if (made.sign) {
            grid->addWidget(made.sign, at, 0, Qt::AlignTop);
            made.sign->show();
        }
        grid->addWidget(made.text, at, 1);
        made.text->show();  // now, not when the layout gets to it: the height counts it at once
        rows_.push_back(made);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i].text->setText(lines[static_cast<qsizetype>(i)]);
        rows_[i].text->setAccessibleName(lines[static_cast<qsizetype>(i)]);
    }
    setVisible(!lines.isEmpty());
}

}  // namespace sweeplab
