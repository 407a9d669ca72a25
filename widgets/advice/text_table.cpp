#include "widgets/advice/text_table.h"

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>

#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

label_part part_of(cell_mood mood) {
    switch (mood) {
        case cell_mood::good: return label_part::good;
        case cell_mood::warning: return label_part::warning;
        case cell_mood::fault: return label_part::fault;
        case cell_mood::plain: break;
    }
    return label_part::plain;
}

}  // namespace

void text_table_model::set_rows(text_rows rows) {
    if (rows == rows_) return;
    const bool same_shape = rows.titles == rows_.titles && rows.rows.size() == rows_.rows.size();
    if (!same_shape) beginResetModel();
    rows_ = std::move(rows);
    if (!same_shape) return endResetModel();
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int text_table_model::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.rows.size());
}

int text_table_model::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.titles.size());
}

QVariant text_table_model::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto column = static_cast<std::size_t>(index.column());
    const text_cell& cell = rows_.rows[static_cast<std::size_t>(index.row())][column];
    switch (role) {
        case Qt::DisplayRole: return cell.text;
        case Qt::ToolTipRole: return cell.hint.isEmpty() ? QVariant() : cell.hint;
        case Qt::ForegroundRole:
            return cell.mood == cell_mood::plain ? QVariant()
                                                 : QVariant(colour_of(part_of(cell.mood), QApplication::palette()));
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(Qt::AlignVCenter | (rows_.is_text[column] ? Qt::AlignLeft : Qt::AlignRight));
        default: return {};
    }
}

QVariant text_table_model::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::DisplayRole) return rows_.titles.value(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (rows_.is_text[static_cast<std::size_t>(section)] ? Qt::AlignLeft : Qt::AlignRight));
    return QAbstractTableModel::headerData(section, orientation, role);
}

text_table::text_table(const QString& name, QWidget* parent) : number_table(parent), model_(new text_table_model(this)) {
    setModel(model_);
    setAccessibleName(name);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    horizontalScrollBar()->installEventFilter(this);
    hide();
}

void text_table::set_rows(text_rows rows) {
    const bool any = !rows.rows.empty();
    model_->set_rows(std::move(rows));
    fit_columns();
    if (widest_text_ > 0) wrap_texts();
    setVisible(any);
    updateGeometry();
}

void text_table::set_wrapping(int widest) {
    widest_text_ = widest;
    setWordWrap(true);
    setTextElideMode(Qt::ElideNone);
}

// What cannot be broken is seen whole: numbers, and titles.
void text_table::wrap_texts() {
    for (int i = 0; i < model_->columnCount(); ++i) {
        const int title = horizontalHeader()->sectionSizeHint(i);
        const int cells = sizeHintForColumn(i) + 14;
        setColumnWidth(i, std::max(title, model_->is_text(i) ? std::min(cells, widest_text_) : cells));
    }
    resizeRowsToContents();
}

// Rows, titles, and the bar below them where the table is wider than its place.
int text_table::whole_height() const {
    const bool wider = horizontalHeader()->length() > viewport()->width();
    return horizontalHeader()->sizeHint().height() + verticalHeader()->length() + 2 * frameWidth() +
           (wider ? horizontalScrollBar()->sizeHint().height() : 0);
}

QSize text_table::sizeHint() const { return {horizontalHeader()->length() + 2 * frameWidth(), whole_height()}; }
QSize text_table::minimumSizeHint() const { return {80, whole_height()}; }

void text_table::resizeEvent(QResizeEvent* event) {
    number_table::resizeEvent(event);
    if (height() != whole_height()) updateGeometry();  // the bar below came or went
}

void text_table::changeEvent(QEvent* event) {
    number_table::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) viewport()->update();
}

// The wheel turns the page that the table stands on.
void text_table::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().x() != 0) return number_table::wheelEvent(event);
    event->ignore();
}

// Also over the bar below it.
bool text_table::eventFilter(QObject* watched, QEvent* event) {
    if (watched != horizontalScrollBar() || event->type() != QEvent::Wheel) return number_table::eventFilter(watched, event);
    if (static_cast<QWheelEvent*>(event)->angleDelta().x() != 0) return false;
    event->ignore();
    return true;
}

}  // namespace sweeplab
