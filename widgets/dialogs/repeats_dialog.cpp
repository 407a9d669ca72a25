#include "widgets/dialogs/repeats_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/charts/chart_quantity.h"
#include "widgets/models/words.h"
#include "widgets/panels/screen_fit.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

enum column { workers_column, repeat_column, time_column, state_column };

QString state_of(const listed_repeat& one) {
    if (!one.excluded.empty()) return repeats_dialog::tr("left out: %1").arg(to_qt(one.excluded));
    return one.outlier ? repeats_dialog::tr("counts, far from the others") : repeats_dialog::tr("counts");
}

}  // namespace

repeats_dialog::repeats_dialog(const run_record& run, std::optional<int> workers, QWidget* parent)
    : QDialog(parent),
      repeats_(repeats_of(run, workers)),
      list_(new QTreeWidget(this)),
      reason_(new QLineEdit(this)),
      note_(new styled_label(label_part::note, {}, this)),
      act_(nullptr) {
    setWindowTitle(tr("Leave a repeat out"));
    auto* column = new QVBoxLayout(this);
    const QString name = to_qt(run.summary.name);
    column->addWidget(new styled_label(
        label_part::heading,
        workers ? tr("%1, %2").arg(name, counted(*workers, "worker", "workers")) : tr("%1, every worker count").arg(name),
        this));
    column->addWidget(new styled_label(label_part::note,
                                       tr("A repeat that is left out stays in the library with its reason. The chart then "
                                          "gives the time with it and without it."),
                                       this));
    list_->setColumnCount(4);
    list_->setHeaderLabels({tr("Workers"), tr("Repeat"), tr("Time"), tr("State")});
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setAllColumnsShowFocus(true);
    list_->setAlternatingRowColors(true);
    list_->setAccessibleName(tr("Repeats"));
    list_->setColumnHidden(workers_column, workers.has_value());
    column->addWidget(list_, 1);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    reason_->setPlaceholderText(tr("e.g. a backup ran meanwhile"));
    reason_->setAccessibleName(tr("Reason"));
    form->addRow(tr("&Reason"), reason_);
    column->addLayout(form);
    note_->setMinimumHeight(fontMetrics().lineSpacing());
    column->addWidget(note_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    act_ = buttons->addButton(tr("&Leave out"), QDialogButtonBox::AcceptRole);
    act_->setDefault(true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(list_, &QTreeWidget::currentItemChanged, this, &repeats_dialog::follow_choice);
    connect(reason_, &QLineEdit::textChanged, this, &repeats_dialog::follow_choice);
    fill();
    resize(fitting_size(this, {520, 380}));
}

void repeats_dialog::fill() {
    for (const listed_repeat& one : repeats_) {
        auto* row = new QTreeWidgetItem(list_, {whole_number_text(one.workers), whole_number_text(one.repeat),
                                                number_text(one.time_s, 4) + QStringLiteral(" s"), state_of(one)});
        for (const int number : {workers_column, repeat_column, time_column})
            row->setTextAlignment(number, Qt::AlignRight | Qt::AlignVCenter);
        row->setSizeHint(state_column, {0, fontMetrics().height() + 8});
        row->setToolTip(state_column, state_of(one));
    }
    for (const int number : {workers_column, repeat_column, time_column}) {
        list_->headerItem()->setTextAlignment(number, Qt::AlignRight | Qt::AlignVCenter);
        list_->resizeColumnToContents(number);
        list_->setColumnWidth(number, list_->columnWidth(number) + 16);
    }
    // The one that lies far from the others is the one that was looked for.
    const auto wanted = std::ranges::find(repeats_, true, &listed_repeat::outlier);
    const auto place = wanted == repeats_.end() ? 0 : wanted - repeats_.begin();
    list_->setCurrentItem(list_->topLevelItem(static_cast<int>(place)));
    reason_->setFocus();
    follow_choice();
}

const listed_repeat* repeats_dialog::chosen() const {
    const int row = list_->indexOfTopLevelItem(list_->currentItem());
    return row < 0 ? nullptr : &repeats_[static_cast<std::size_t>(row)];
}

bool repeats_dialog::takes_in() const { return chosen() && !chosen()->excluded.empty(); }

std::string repeats_dialog::reason() const { return to_std(reason_->text().trimmed()); }

void repeats_dialog::follow_choice() {
    const bool back = takes_in();
    act_->setText(back ? tr("&Take in again") : tr("&Leave out"));
    act_->setEnabled(chosen() && (back || !reason().empty()));
    reason_->setEnabled(chosen() && !back);
    note_->setText(!chosen()          ? tr("No repeat here was completed, so none counts.")
                   : back             ? tr("It counts again from then on.")
                   : reason().empty() ? tr("It needs a reason, which is kept with it.")
                                      : QString());
}

}  // namespace sweeplab
