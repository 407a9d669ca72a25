#include "widgets/advice/advice_section.h"

#include "widgets/advice/text_lines.h"

namespace sweeplab {

advice_section::advice_section(const QString& heading, QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(6);
    auto* title = wrapped_label(label_part::heading, this);
    title->setText(heading);
    column_->addWidget(title);
    setAccessibleName(heading);
}

}  // namespace sweeplab
