#include "widgets/charts/load_chooser.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <algorithm>

namespace sweeplab {

load_chooser::load_chooser(const QString& title_text, const QString& accessible_name, name_of_trial name, QWidget* parent)
    : QWidget(parent), name_(name), box_(new QComboBox(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    auto* title = new QLabel(title_text, this);
    title->setBuddy(box_);
    box_->setAccessibleName(accessible_name);
    box_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(title);
    row->addWidget(box_);
    connect(box_, &QComboBox::activated, this,
            [this](int index) { Q_EMIT chosen(trials_[static_cast<std::size_t>(index)]); });
    hide();
}

void load_chooser::set_trials(const std::vector<load_trial>& trials, const std::optional<load_trial>& chosen) {
    const QSignalBlocker quiet(box_);
    if (trials != trials_) {
        trials_ = trials;
        box_->clear();
        for (const auto& one : trials_) box_->addItem(name_(one));
    }
    if (chosen) box_->setCurrentIndex(static_cast<int>(std::ranges::find(trials_, *chosen) - trials_.begin()));
    setVisible(trials_.size() > 1);
}

}  // namespace sweeplab
