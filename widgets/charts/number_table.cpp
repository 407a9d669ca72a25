#include "widgets/charts/number_table.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <algorithm>
#include <set>

#include "widgets/charts/column_gap.h"

namespace sweeplab {
namespace {

constexpr int cell_padding = 14;
constexpr int widest_column = 260;

}  // namespace

number_table::number_table(QWidget* parent) : QTableView(parent) {
    put_gaps_between_numbers_and_words(*this);
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

void number_table::fit_columns() {
    resizeColumnsToContents();
    for (int i = 0; i < model()->columnCount(); ++i)
        setColumnWidth(i, std::min(columnWidth(i) + cell_padding, widest_column));
}

QString number_table::selected_text() const {
    std::set<int> rows, columns;
    const auto selected = selectionModel()->selectedIndexes();
    for (const auto& index : selected) {
        rows.insert(index.row());
        columns.insert(index.column());
    }
    const bool all = selected.size() < 2;
    for (int i = 0; all && i < model()->rowCount(); ++i) rows.insert(i);
    for (int i = 0; all && i < model()->columnCount(); ++i) {
        if (!isColumnHidden(i)) columns.insert(i);
    }
    const auto line = [&](auto cell) {
        QStringList cells;
        std::transform(columns.begin(), columns.end(), std::back_inserter(cells), cell);
        return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QString text = line([&](int column) { return model()->headerData(column, Qt::Horizontal).toString(); });
    for (const int row : rows) text += line([&](int column) { return model()->index(row, column).data().toString(); });
    return text;
}

void number_table::copy_selected() const { QApplication::clipboard()->setText(selected_text()); }

void number_table::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) return copy_selected();
    QTableView::keyPressEvent(event);
}

void number_table::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(QStringLiteral("Copy"), QKeySequence::Copy, this, &number_table::copy_selected);
    menu->addAction(QStringLiteral("Select all"), QKeySequence::SelectAll, this, &QTableView::selectAll);
    const bool by_key = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex at = by_key ? currentIndex() : indexAt(event->pos());
    if (at.isValid()) add_to_menu(*menu, at);
    menu->popup(by_key && at.isValid() ? viewport()->mapToGlobal(visualRect(at).bottomLeft()) : event->globalPos());
}

}  // namespace sweeplab
