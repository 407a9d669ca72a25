#include "widgets/compare/comparison_controls.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include "engine/comparison/comparison.h"
#include "widgets/charts/flow_row.h"
#include "widgets/charts/segmented_control.h"
#include "widgets/models/words.h"

namespace sweeplab {

comparison_controls::comparison_controls(QWidget* parent)
    : QWidget(parent),
      against_(new QComboBox(this)),
      threshold_(new QDoubleSpinBox(this)),
      charts_(new segmented_control(tr("Chart"), {tr("Ratio"), tr("Times overlaid"), tr("Times side by side")}, this)) {
    auto* row = new flow_row(this, 12);
    against_->setAccessibleName(tr("Against"));
    against_->setToolTip(tr("The run that the other ticked runs are held against"));
    against_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    against_->setMinimumContentsLength(22);
    threshold_->setAccessibleName(tr("Difference that does not matter, percent"));
    threshold_->setToolTip(tr("Differences smaller than this are none that matters"));
    threshold_->setRange(0, 100);
    threshold_->setDecimals(1);
    threshold_->setSingleStep(1);
    threshold_->setSuffix(tr(" %"));
    threshold_->setKeyboardTracking(false);
    set_threshold(default_threshold);
    row->addWidget(charts_);
    row->addWidget(with_label(tr("A&gainst:"), against_));
    row->addWidget(with_label(tr("Thresho&ld:"), threshold_));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(against_, &QComboBox::activated, this, [this] {
        chosen_ = against();
        Q_EMIT asked();
    });
    connect(threshold_, &QDoubleSpinBox::valueChanged, this, &comparison_controls::asked);
}

QWidget* comparison_controls::with_label(const QString& text, QWidget* field) {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(text, box);
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field, 1);
    return box;
}

void comparison_controls::set_runs(const std::vector<loaded_run_ptr>& runs, const QStringList& names, run_id usual) {
    const QSignalBlocker quiet(against_);
    against_->clear();
    int shown = -1, of_usual = -1;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const run_id id = runs[i]->record.summary.id;
        const auto at = static_cast<int>(i);
        against_->addItem(names.value(at), static_cast<qlonglong>(id.value));
        if (chosen_ && id == chosen_) shown = at;
        if (id == usual) of_usual = at;
    }
    if (shown < 0) chosen_ = {};
    against_->setCurrentIndex(shown >= 0 ? shown : of_usual);
    against_->setToolTip(against_->currentText());
}

run_id comparison_controls::against() const { return {against_->currentData().toLongLong()}; }
double comparison_controls::threshold() const { return threshold_->value() / 100; }

void comparison_controls::set_threshold(double threshold) {
    const QSignalBlocker quiet(threshold_);
    threshold_->setValue(threshold * 100);
}

void comparison_controls::add_control(QWidget* control) { layout()->addWidget(control); }

}  // namespace sweeplab
