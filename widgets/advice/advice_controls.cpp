#include "widgets/advice/advice_controls.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <algorithm>
#include <array>

#include "widgets/advice/advice_tables.h"
#include "widgets/charts/flow_row.h"

namespace sweeplab {
namespace {

constexpr std::array objectives{objective::fewest_near_best,
                                objective::fewest_within_15,
                                objective::efficient,
                                objective::well_used,
                                objective::next_worker_pays,
                                objective::cheapest_by_deadline,
                                objective::throughput_within_latency};

constexpr int least_letters = 14;

// A narrow window cuts the name in the closed box short; the list and the tip say it whole.
QComboBox* make_box(const QString& name, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMinimumContentsLength(least_letters);
    return box;
}

QDoubleSpinBox* make_amount(const QString& name, const QString& unit, double most, QWidget* parent) {
    auto* field = new QDoubleSpinBox(parent);
    field->setAccessibleName(name);
    field->setRange(0, most);
    field->setDecimals(2);
    field->setSpecialValueText(QStringLiteral("not given"));
    field->setSuffix(unit);
    field->setKeyboardTracking(true);
    return field;
}

std::optional<double> amount_of(const QDoubleSpinBox* field, double unit) {
    return field->value() > 0 ? std::optional(field->value() * unit) : std::nullopt;
}

}  // namespace

advice_controls::advice_controls(QWidget* parent)
    : QWidget(parent),
      run_(make_box(tr("Run"), this)),
      objective_(make_box(tr("Objective"), this)),
      deadline_(make_amount(tr("Deadline"), QStringLiteral(" s"), 1e7, this)),
      latency_(make_amount(tr("Latency"), QStringLiteral(" ms"), 1e9, this)),
      items_(new QSpinBox(this)) {
    for (const auto which : objectives) objective_->addItem(capitalised(to_qt(meaning_of(which))), to_qt(key_of(which)));
    items_->setAccessibleName(tr("Items in a trial"));
    items_->setRange(0, 1'000'000'000);
    items_->setSpecialValueText(tr("not known"));
    auto* row = new flow_row(this, 8);
    run_row_ = with_label(tr("Run"), run_);
    auto* objective_row = with_label(tr("For"), objective_);
    deadline_row_ = with_label(tr("Deadline"), deadline_);
    latency_row_ = with_label(tr("Latency"), latency_);
    items_row_ = with_label(tr("Items in a trial"), items_);
    for (auto* part : {run_row_, objective_row, deadline_row_, latency_row_, items_row_}) row->addWidget(part);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    run_row_->hide();
    items_row_->hide();
    show_fields();
    connect(run_, &QComboBox::activated, this, [this] {
        show_items();
        Q_EMIT asked();
    });
    connect(objective_, &QComboBox::currentIndexChanged, this, [this] {
        show_fields();
        Q_EMIT asked();
    });
    for (auto* field : {deadline_, latency_}) connect(field, &QDoubleSpinBox::valueChanged, this, &advice_controls::asked);
    connect(items_, &QSpinBox::valueChanged, this, &advice_controls::note_items);
}

void advice_controls::note_items(int items) {
    if (const auto shown = run()) items_given_[shown->record.summary.id] = items;
    Q_EMIT asked();
}

void advice_controls::show_items() {
    const QSignalBlocker quiet(items_);
    const auto shown = run();
    const auto given = shown ? items_given_.find(shown->record.summary.id) : items_given_.end();
    items_->setValue(given == items_given_.end() ? 0 : given->second);
    run_->setToolTip(run_->currentText());
}

QWidget* advice_controls::with_label(const QString& text, QWidget* field) {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(text, box);
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field, 1);
    return box;
}

void advice_controls::show_fields() {
    const auto which = objectives[static_cast<std::size_t>(std::max(0, objective_->currentIndex()))];
    deadline_row_->setVisible(which == objective::cheapest_by_deadline);
    latency_row_->setVisible(which == objective::throughput_within_latency);
    objective_->setToolTip(objective_->currentText());
}

void advice_controls::set_runs(const std::vector<loaded_run_ptr>& runs) {
    const auto before = run();
    runs_ = runs;
    const QSignalBlocker quiet(run_);
    run_->clear();
    int kept = 0;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        const auto& record = runs_[i]->record;
        run_->addItem(QStringLiteral("%1 · %2").arg(to_qt(record.summary.name), to_qt(record.host.name)));
        if (before && before->record.summary.id == record.summary.id) kept = static_cast<int>(i);
    }
    run_->setCurrentIndex(runs_.empty() ? -1 : kept);
    run_row_->setVisible(runs_.size() > 1);
    show_items();
}

loaded_run_ptr advice_controls::run() const {
    const auto at = static_cast<std::size_t>(std::max(0, run_->currentIndex()));
    return at < runs_.size() ? runs_[at] : nullptr;
}

analysis_request advice_controls::request() const {
    analysis_request request;
    request.asked = objectives[static_cast<std::size_t>(std::max(0, objective_->currentIndex()))];
    request.deadline_s = amount_of(deadline_, 1);
    request.latency_target_s = amount_of(latency_, 1e-3);
    if (items_->value() > 0) request.items = items_->value();
    return request;
}

void advice_controls::set_request(const analysis_request& request) {
    const QSignalBlocker quiet_objective(objective_), quiet_deadline(deadline_), quiet_latency(latency_);
    objective_->setCurrentIndex(static_cast<int>(std::ranges::find(objectives, request.asked) - objectives.begin()));
    deadline_->setValue(request.deadline_s.value_or(0));
    latency_->setValue(request.latency_target_s.value_or(0) * 1e3);
    show_fields();
}

void advice_controls::ask_for_items(bool wanted) { items_row_->setVisible(wanted); }

void advice_controls::add_control(QWidget* control) { layout()->addWidget(control); }

}  // namespace sweeplab
