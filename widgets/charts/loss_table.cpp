#include "widgets/charts/loss_table.h"

#include <algorithm>

namespace sweeplab {
namespace {

bool same_shape(const std::vector<loss_row>& a, const std::vector<loss_row>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
        return one.run->report->run == other.run->report->run && one.point->workers == other.point->workers &&
               one.part == other.part;
    });
}

}  // namespace

loss_table_model::loss_table_model(QObject* parent) : QAbstractTableModel(parent) {
    for (const auto& column : loss_columns())
        if (!column.title.isEmpty()) columns_.push_back(&column);
}

// Rows that are the same keep their selection; only new ones reset it.
void loss_table_model::set_runs(std::vector<loss_run> runs, const std::vector<loss_part>& parts) {
    auto rows = loss_rows(runs, parts);
    const bool same = same_shape(rows, rows_);
    if (!same) beginResetModel();
    runs_ = std::move(runs);  // the vector's buffer moves, so the rows' pointers stay good
    rows_ = std::move(rows);
    if (!same) return endResetModel();
    if (!rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int loss_table_model::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int loss_table_model::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

QVariant loss_table_model::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& row = rows_[static_cast<std::size_t>(index.row())];
    const auto& column = *columns_[static_cast<std::size_t>(index.column())];
    if (role == Qt::DisplayRole) return table_text(column, row);
    if (role == Qt::ToolTipRole) return QString::fromStdString(std::string(meaning_of(row.part)));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column.is_text ? Qt::AlignLeft : Qt::AlignRight));
    return {};
}

QVariant loss_table_model::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) return QAbstractTableModel::headerData(section, orientation, role);
    const auto& column = *columns_[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) return column.title;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column.is_text ? Qt::AlignLeft : Qt::AlignRight));
    return QAbstractTableModel::headerData(section, orientation, role);
}

bool loss_table_model::is_needed(int column) const {
    const auto& wanted = *columns_[static_cast<std::size_t>(column)];
    return std::any_of(rows_.begin(), rows_.end(), [&](const auto& row) { return !wanted.cell(row).empty(); });
}

loss_table::loss_table(QWidget* parent) : number_table(parent), model_(new loss_table_model(this)) {
    setModel(model_);
    setAccessibleName(QStringLiteral("Worker-seconds by part"));
}

void loss_table::set_content(const loss_content& content, const loss_chart_data& chart, const QString& headline) {
    const int rows_before = model_->rowCount();
    setAccessibleDescription(headline);
    model_->set_runs(content.runs, chart.parts);
    if (model_->rowCount() == rows_before) return;
    fit_columns();
    for (int i = 0; i < model_->columnCount(); ++i) setColumnHidden(i, !model_->is_needed(i));
}

}  // namespace sweeplab
