#include "widgets/editors/generator_row.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/dialogs/calibration_dialog.h"
#include "widgets/models/generator_words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {

generator_row::generator_row(session_bridge& bridge, QWidget* parent)
    : QWidget(parent),
      bridge_(bridge),
      figures_(new styled_label(label_part::plain, {}, this)),
      button_(new QPushButton(tr("&Calibrate this machine…"), this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(figures_);
    column->addWidget(button_, 0, Qt::AlignLeft);
    button_->setAutoDefault(false);
    figures_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    figures_->setAccessibleName(tr("Calibration"));
    setFocusProxy(button_);
    connect(button_, &QPushButton::clicked, this, &generator_row::calibrate);
}

void generator_row::show_limits(const std::optional<generator_limits>& limits, bool this_machine) {
    limits_ = limits;
    figures_->setText(limits || this_machine ? generator_in_words(limits)
                                             : tr("Measured on the machine itself, by Sweeplab running there."));
    button_->setVisible(this_machine);
}

void generator_row::calibrate() {
    calibration_dialog dialog(bridge_, limits_, this);
    dialog.exec();
    if (dialog.measured()) Q_EMIT measured(*dialog.measured());
}

}  // namespace sweeplab
