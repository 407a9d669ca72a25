#include "widgets/charts/scaling_table.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <algorithm>
#include <set>

namespace sweeplab {
namespace {

constexpr int cell_padding = 14;
constexpr int widest_column = 260;

}  // namespace

scaling_table::scaling_table(QWidget* parent) : QTableView(parent), model_(new scaling_table_model(this)) {
    setModel(model_);
    setAccessibleName(QStringLiteral("Measured points"));
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);  // Tab leaves the table; arrow keys move in it
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    horizontalHeader()->setHighlightSections(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void scaling_table::set_content(const scaling_content& content) {
    const int rows_before = model_->rowCount();
    setAccessibleDescription(QString::fromStdString(content.words.headline));
    model_->set_curves(content.curves);
    if (model_->rowCount() != rows_before) fit_columns();
}

// Columns that say nothing about these runs are not shown; the others are wide enough, within reason.
void scaling_table::fit_columns() {
    resizeColumnsToContents();
    for (int i = 0; i < model_->columnCount(); ++i) {
        setColumnHidden(i, !model_->is_needed(i));
        setColumnWidth(i, std::min(columnWidth(i) + cell_padding, widest_column));
    }
}

QString scaling_table::selected_text() const {
    std::set<int> rows, columns;
    const auto selected = selectionModel()->selectedIndexes();
    for (const auto& index : selected) {
        rows.insert(index.row());
        columns.insert(index.column());
    }
    const bool all = selected.size() < 2;
    for (int i = 0; all && i < model_->rowCount(); ++i) rows.insert(i);
    for (int i = 0; all && i < model_->columnCount(); ++i) {
        if (!isColumnHidden(i)) columns.insert(i);
    }
    const auto line = [&](auto cell) {
        QStringList cells;
        std::transform(columns.begin(), columns.end(), std::back_inserter(cells), cell);
        return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QString text = line([&](int column) { return model_->headerData(column, Qt::Horizontal).toString(); });
    for (const int row : rows) text += line([&](int column) { return model_->index(row, column).data().toString(); });
    return text;
}

void scaling_table::copy_selected() const { QApplication::clipboard()->setText(selected_text()); }

void scaling_table::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) return copy_selected();
    QTableView::keyPressEvent(event);
}

void scaling_table::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addAction(QStringLiteral("Copy"), QKeySequence::Copy, this, &scaling_table::copy_selected);
    menu.addAction(QStringLiteral("Select all"), QKeySequence::SelectAll, this, &QTableView::selectAll);
    menu.exec(event->globalPos());
}

}  // namespace sweeplab
