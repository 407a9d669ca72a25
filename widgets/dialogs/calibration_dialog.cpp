#include "widgets/dialogs/calibration_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "engine/calibration/calibrate.h"
#include "widgets/models/generator_words.h"
#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {

calibration_dialog::calibration_dialog(session_bridge& bridge, const std::optional<generator_limits>& known, QWidget* parent)
    : calibration_dialog(bridge, known, calibrate_generator, parent) {}

calibration_dialog::calibration_dialog(session_bridge& bridge, const std::optional<generator_limits>& known,
                                       generator_calibration::method how, QWidget* parent)
    : QDialog(parent), bridge_(bridge), calibration_(bridge, std::move(how), nullptr) {
    setWindowTitle(tr("Calibrate this machine"));
    create(known);
    connect(&calibration_, &generator_calibration::step_began, this, [this](const QString& step) {
        if (calibration_.running() && !closing_) state_->setText(tr("Measuring: %1…").arg(step));
    });
    connect(&calibration_, &generator_calibration::finished, this, &calibration_dialog::take);
    connect(&calibration_, &generator_calibration::failed, this, &calibration_dialog::take_failure);
    connect(&bridge_, &session_bridge::events_arrived, this, [this] {
        if (!calibration_.running()) show_state();
    });
    show_state();
}

void calibration_dialog::create(const std::optional<generator_limits>& known) {
    auto* column = new QVBoxLayout(this);
    column->addWidget(new styled_label(label_part::heading, tr("What Sweeplab itself can drive here"), this));
    column->addWidget(new styled_label(
        label_part::note,
        tr("Measures how many requests, streams and processes Sweeplab can keep going on this machine, and how exact its "
           "time "
           "stamps are, against a server of its own. A trial that comes near these figures says so. About ten seconds; "
           "keep the machine quiet."),
        this));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    for (const auto& [name, value] : generator_facts(known)) {
        auto* fact = new styled_label(label_part::plain, value, this);
        fact->setTextInteractionFlags(Qt::TextSelectableByMouse);
        fact->setAccessibleName(name);
        facts_.push_back(fact);
        form->addRow(name, fact);
    }
    column->addLayout(form);
    column->addStretch(1);
    state_ = new styled_label(label_part::note, {}, this);
    state_->setMinimumHeight(2 * fontMetrics().lineSpacing());
    column->addWidget(state_);
    busy_ = new QProgressBar(this);
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setAccessibleName(tr("Measuring"));
    auto keep_room = busy_->sizePolicy();
    keep_room.setRetainSizeWhenHidden(true);
    busy_->setSizePolicy(keep_room);
    column->addWidget(busy_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    act_ = buttons->addButton(tr("&Measure"), QDialogButtonBox::ActionRole);
    act_->setDefault(true);
    column->addWidget(buttons);
    connect(act_, &QPushButton::clicked, this, &calibration_dialog::press);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    show_facts(known);
    resize(480, 380);
}

void calibration_dialog::show_facts(const std::optional<generator_limits>& limits) {
    const auto facts = generator_facts(limits);
    for (std::size_t i = 0; i < facts_.size(); ++i)
        facts_[i]->setText(facts[i].second.isEmpty() ? QStringLiteral("–") : facts[i].second);
}

// Whether it can be started, or is under way.
void calibration_dialog::show_state() {
    const bool running = calibration_.running();
    const QString why_not = running ? QString() : calibration_.why_not();
    act_->setText(running ? tr("&Stop") : tr("&Measure"));
    act_->setEnabled(why_not.isEmpty());
    busy_->setVisible(running);
    state_->set_part(why_not.isEmpty() ? label_part::note : label_part::warning);
    if (!why_not.isEmpty()) state_->setText(why_not);
    else if (!running && !measured_) state_->setText({});
}

void calibration_dialog::press() {
    if (calibration_.running()) {
        calibration_.cancel();
        act_->setEnabled(false);
        state_->setText(tr("Stopping after this step…"));
        return;
    }
    calibration_.start();
    state_->setText(tr("Measuring…"));
    show_state();
}

void calibration_dialog::take(const host_profile& here) {
    measured_ = here.generator;
    if (closing_) return QDialog::reject();
    show_facts(measured_);
    show_state();
    state_->set_part(label_part::good);
    state_->setText(tr("Measured, and kept with the profile of %1.").arg(to_qt(here.name)));
}

void calibration_dialog::take_failure(const error& why) {
    if (closing_) return QDialog::reject();
    show_state();
    const bool stopped = why.kind == error_kind::cancelled;
    state_->set_part(stopped ? label_part::note : label_part::fault);
    state_->setText(stopped ? tr("Stopped; what was known before is kept.") : error_in_words(why));
}

void calibration_dialog::reject() {
    if (!calibration_.running()) return QDialog::reject();
    closing_ = true;
    if (act_->isEnabled()) press();
}

}  // namespace sweeplab
