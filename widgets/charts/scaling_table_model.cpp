#include <QFont>
#include <algorithm>

#include "widgets/charts/scaling_table.h"

namespace sweeplab {
namespace {

bool same_shape(const std::vector<scaling_row>& a, const std::vector<scaling_row>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
        return one.curve->run == other.curve->run && one.point->workers == other.point->workers;
    });
}

}  // namespace

scaling_table_model::scaling_table_model(QObject* parent) : QAbstractTableModel(parent) {
    for (const auto& column : scaling_columns()) {
        if (!column.title.isEmpty()) columns_.push_back(&column);
    }
}

// Rows that are the same keep their selection; only new ones reset it.
void scaling_table_model::set_curves(std::vector<scaling_curve> curves) {
    const auto rows = scaling_rows(curves);
    const bool same = same_shape(rows, rows_);
    if (!same) beginResetModel();
    curves_ = std::move(curves);  // the vector's buffer moves, so the rows' pointers stay good
    rows_ = rows;
    if (!same) return endResetModel();
    if (!rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int scaling_table_model::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int scaling_table_model::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

QVariant scaling_table_model::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& row = rows_[static_cast<std::size_t>(index.row())];
    const auto& column = *columns_[static_cast<std::size_t>(index.column())];
    if (role == Qt::DisplayRole) return table_text(column, row);
    if (role == Qt::ToolTipRole) return column.cell(row).number ? QString() : table_text(column, row);
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignVCenter | (column.is_text ? Qt::AlignLeft : Qt::AlignRight));
    }
    if (role == Qt::FontRole && !row.counted) {
        QFont font;
        font.setItalic(true);
        return font;
    }
    return {};
}

QVariant scaling_table_model::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) return QAbstractTableModel::headerData(section, orientation, role);
    const auto& column = *columns_[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) return column.title;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column.is_text ? Qt::AlignLeft : Qt::AlignRight));
    return QAbstractTableModel::headerData(section, orientation, role);
}

bool scaling_table_model::is_needed(int column) const {
    const auto& wanted = *columns_[static_cast<std::size_t>(column)];
    return std::any_of(rows_.begin(), rows_.end(), [&](const auto& row) {
        const auto cell = wanted.cell(row);
        return !cell.empty() && !(cell.number && *cell.number == wanted.needless);
    });
}

}  // namespace sweeplab
