#include "widgets/advice/text_table.h"

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <numeric>

#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

constexpr int cell_padding = 14;
constexpr int row_padding = 4;
constexpr int narrowest_text = 120;
constexpr int narrowing_step = 8;  // so that texts of like width stay so

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

// A picture may have other colours than the window.
QPalette text_table_model::palette() const {
    const auto* around = qobject_cast<const QWidget*>(QObject::parent());
    return around ? around->palette() : QApplication::palette();
}

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
            return cell.mood == cell_mood::plain ? QVariant() : QVariant(colour_of(part_of(cell.mood), palette()));
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

// What cannot be broken is seen whole: numbers, and titles. The widest texts give way first where the table is wider than
// its place.
void text_table::wrap_texts() {
    std::vector<int> widths, least;
    for (int i = 0; i < model_->columnCount(); ++i) {
        const int title = horizontalHeader()->sectionSizeHint(i);
        const int cells = sizeHintForColumn(i) + cell_padding;
        widths.push_back(std::max(title, model_->is_text(i) ? std::min(cells, widest_text_) : cells));
        least.push_back(model_->is_text(i) ? std::max(title, std::min(widths.back(), narrowest_text)) : widths.back());
    }
    wanted_width_ = std::accumulate(widths.begin(), widths.end(), 0);
    int excess = wanted_width_ - viewport()->width();
    while (excess > 0) {
        std::size_t widest = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i)
            if (widths[i] > least[i] && (widest == widths.size() || widths[i] > widths[widest])) widest = i;
        if (widest == widths.size()) break;
        const int step = std::min({excess, widths[widest] - least[widest], narrowing_step});
        widths[widest] -= step;
        excess -= step;
    }
    for (int i = 0; i < model_->columnCount(); ++i) setColumnWidth(i, widths[static_cast<std::size_t>(i)]);
    resizeRowsToContents();
    for (int i = 0; i < model_->rowCount(); ++i) setRowHeight(i, rowHeight(i) + row_padding);
}

// Rows, titles, and the bar below them where the table is wider than its place.
int text_table::whole_height() const {
    const bool wider =
        horizontalHeader()->length() > viewport()->width() && horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
    return horizontalHeader()->sizeHint().height() + verticalHeader()->length() + 2 * frameWidth() +
           (wider ? horizontalScrollBar()->sizeHint().height() : 0);
}

// As wide as it would like to be, which is not how wide it is once its texts have given way.
QSize text_table::sizeHint() const {
    return {std::max(wanted_width_, horizontalHeader()->length()) + 2 * frameWidth(), whole_height()};
}
QSize text_table::minimumSizeHint() const { return {80, whole_height()}; }

void text_table::resizeEvent(QResizeEvent* event) {
    number_table::resizeEvent(event);
    if (widest_text_ > 0 && event->size().width() != event->oldSize().width()) wrap_texts();
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
