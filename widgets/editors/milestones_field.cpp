#include "widgets/editors/milestones_field.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "widgets/editors/names_field.h"
#include "widgets/editors/step_links.h"
#include "widgets/models/words.h"
#include "widgets/theme/themed_icon.h"

namespace sweeplab {
namespace {

enum column : int { name_column, steps_column };
constexpr int shown_rows = 3;

QString steps_in_words(const json& milestone) {
    QStringList names;
    if (milestone.is_object() && milestone.contains("steps") && milestone["steps"].is_array())
        for (const json& one : milestone["steps"]) names << to_qt(one.is_string() ? one.get<std::string>() : one.dump());
    return names.join(QStringLiteral(", "));
}

}  // namespace

milestones_field::milestones_field()
    : table_(new QTableWidget(0, 2, this)), remove_(new QPushButton(tr("Remove"), this)), steps_(new names_field(2)) {
    auto* add_button = new QPushButton(tr("Add"), this);
    add_button->setAccessibleName(tr("Add a milestone"));
    remove_->setAccessibleName(tr("Remove the milestone"));
    for (QPushButton* button : {add_button, remove_}) button->setAutoDefault(false);
    table_->setHorizontalHeaderLabels({tr("Milestone"), tr("Reached when these have succeeded")});
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->verticalHeader()->hide();
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    const int row = table_->fontMetrics().lineSpacing() + 10;
    table_->verticalHeader()->setDefaultSectionSize(row);
    table_->setColumnWidth(name_column, 170);
    table_->setFixedHeight(shown_rows * row + table_->horizontalHeader()->sizeHint().height() + 2 * table_->frameWidth());
    steps_->editor()->setAccessibleName(tr("Steps of the milestone"));

    auto* buttons = new QVBoxLayout;
    buttons->addWidget(add_button);
    buttons->addWidget(remove_);
    buttons->addStretch(1);
    auto* top = new QHBoxLayout;
    top->addWidget(table_, 1);
    top->addLayout(buttons);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(top);
    column->addWidget(steps_);
    setFocusProxy(table_);
    connect(add_button, &QPushButton::clicked, this, &milestones_field::add);
    connect(remove_, &QPushButton::clicked, this, &milestones_field::remove);
    connect(table_, &QTableWidget::currentCellChanged, this, [this] {
        if (!filling_) show_current();
    });
    connect(table_, &QTableWidget::cellChanged, this, &milestones_field::take_name);
    connect(steps_, &form_field::changed, this, &milestones_field::take_steps);
    show_rows();
}

json milestones_field::value() const { return value_; }
QWidget* milestones_field::editor() const { return table_; }
void milestones_field::set_steps(const std::vector<std::string>& names) { steps_->set_names(names); }

void milestones_field::set_value(const json& value) {
    if (value == value_) return;
    value_ = value;
    show_rows();
}

void milestones_field::mark_fault(int row) {
    faulty_ = row;
    const bool was = std::exchange(filling_, true);
    for (int i = 0; i < table_->rowCount(); ++i)
        table_->item(i, name_column)->setIcon(i == row ? themed_icon(QStringLiteral("warning")) : QIcon());
    filling_ = was;
}

void milestones_field::show_rows() {
    const bool was = std::exchange(filling_, true);
    const int rows = value_.is_array() ? static_cast<int>(value_.size()) : 0;
    const int current = table_->currentRow();
    table_->setRowCount(rows);
    for (int row = 0; row < rows; ++row) {
        const json& one = value_[static_cast<std::size_t>(row)];
        table_->setItem(row, name_column, new QTableWidgetItem(to_qt(name_of_step(one))));
        auto* steps = new QTableWidgetItem(steps_in_words(one));
        steps->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        steps->setToolTip(steps->text());
        table_->setItem(row, steps_column, steps);
    }
    if (rows > 0) table_->setCurrentCell(std::clamp(current, 0, rows - 1), name_column);
    mark_fault(faulty_);
    filling_ = was;
    show_current();
}

json* milestones_field::current() {
    const int row = table_->currentRow();
    if (!value_.is_array() || row < 0 || row >= static_cast<int>(value_.size())) return nullptr;
    json& one = value_[static_cast<std::size_t>(row)];
    return one.is_object() ? &one : nullptr;
}

void milestones_field::show_current() {
    const json* one = current();
    steps_->set_value(one && one->contains("steps") ? (*one)["steps"] : json());
    steps_->setVisible(one != nullptr);
    remove_->setEnabled(table_->rowCount() > 0);
}

void milestones_field::add() {
    if (!value_.is_array()) value_ = json::array();
    const auto number = value_.size() + 1;
    value_.push_back({{"name", to_std(tr("milestone %1").arg(number))}, {"steps", json::array()}});
    show_rows();
    table_->setFocus();
    table_->setCurrentCell(table_->rowCount() - 1, name_column);
    Q_EMIT changed();
}

void milestones_field::remove() {
    const int row = table_->currentRow();
    if (!value_.is_array() || row < 0) return;
    value_.erase(static_cast<std::size_t>(row));
    if (value_.empty()) value_ = json();
    show_rows();
    Q_EMIT changed();
}

void milestones_field::take_name(int row) {
    if (filling_ || !value_.is_array() || row >= static_cast<int>(value_.size())) return;
    json& one = value_[static_cast<std::size_t>(row)];
    if (!one.is_object()) return;
    one["name"] = to_std(table_->item(row, name_column)->text());
    Q_EMIT changed();
}

void milestones_field::take_steps() {
    json* one = current();
    if (!one) return;
    const json steps = steps_->value();
    (*one)["steps"] = steps.is_null() ? json::array() : steps;
    const bool was = std::exchange(filling_, true);
    auto* words = table_->item(table_->currentRow(), steps_column);
    words->setText(steps_in_words(*one));
    words->setToolTip(words->text());
    filling_ = was;
    Q_EMIT changed();
}

}  // namespace sweeplab
