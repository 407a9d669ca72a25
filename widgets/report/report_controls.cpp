#include "widgets/report/report_controls.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include "widgets/charts/flow_row.h"

namespace sweeplab {

report_controls::report_controls(QWidget* parent)
    : QWidget(parent), places_(new QComboBox(this)), copy_(new QPushButton(tr("Copy as &Markdown"), this)) {
    auto* row = new flow_row(this, 12);
    auto* box = new QWidget(this);
    auto* pair = new QHBoxLayout(box);
    pair->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(tr("&Go to:"), box);
    label->setBuddy(places_);
    pair->addWidget(label);
    pair->addWidget(places_, 1);
    places_->setAccessibleName(tr("Go to"));
    places_->setToolTip(tr("The runs and sections of the report"));
    places_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    places_->setMinimumContentsLength(30);
    copy_->setToolTip(tr("Puts the whole report on the clipboard, for a page or a message; pictures stay with the HTML"));
    row->addWidget(box);
    row->addWidget(copy_);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(places_, &QComboBox::activated, this, &report_controls::place_chosen);
    connect(copy_, &QPushButton::clicked, this, &report_controls::copy_wanted);
    set_report_there(false);
}

void report_controls::set_places(const QStringList& titles) {
    const QSignalBlocker quiet(places_);
    places_->clear();
    places_->addItems(titles);
}

void report_controls::set_place(int index) {
    const QSignalBlocker quiet(places_);
    places_->setCurrentIndex(index);
}

int report_controls::place() const { return places_->currentIndex(); }

void report_controls::set_report_there(bool there) {
    places_->setEnabled(there);
    copy_->setEnabled(there);
}

void report_controls::add_control(QWidget* control) { layout()->addWidget(control); }

}  // namespace sweeplab
