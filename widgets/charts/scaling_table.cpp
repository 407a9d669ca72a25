#include "widgets/charts/scaling_table.h"

#include "widgets/charts/repeats_action.h"

namespace sweeplab {

scaling_table::scaling_table(QWidget* parent) : number_table(parent), model_(new scaling_table_model(this)) {
    setModel(model_);
    setAccessibleName(QStringLiteral("Measured points"));
}

// Columns that say nothing about these runs are not shown.
void scaling_table::set_content(const scaling_content& content) {
    const int rows_before = model_->rowCount();
    setAccessibleDescription(QString::fromStdString(content.words.headline));
    model_->set_curves(content.curves);
    if (model_->rowCount() == rows_before) return;
    fit_columns();
    for (int i = 0; i < model_->columnCount(); ++i) setColumnHidden(i, !model_->is_needed(i));
}

void scaling_table::add_to_menu(QMenu& menu, const QModelIndex& at) {
    const scaling_row& row = model_->row(at.row());
    menu.addSeparator();
    add_repeats_action(menu, this, [this, run = row.curve->run.value, workers = row.point->workers] {
        Q_EMIT repeats_wanted(run, workers);
    });
}

}  // namespace sweeplab
