#include "widgets/charts/figure_table.h"

#include <algorithm>

namespace sweeplab {

figure_table_model::figure_table_model(QObject* parent) : QAbstractTableModel(parent) {
    for (const auto& column : figure_columns())
        if (!column.title.isEmpty()) columns_.push_back(&column);
}

void figure_table_model::set_runs(std::vector<figure_run> runs, const verified_words& verified) {
    beginResetModel();
    runs_ = std::move(runs);
    rows_ = figure_rows(runs_, verified);
    endResetModel();
}

int figure_table_model::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int figure_table_model::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

QVariant figure_table_model::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& row = rows_[static_cast<std::size_t>(index.row())];
    const auto& column = *columns_[static_cast<std::size_t>(index.column())];
    if (role == Qt::DisplayRole) return column.text(row);
    if (role == Qt::ToolTipRole && column.tip) return column.tip(row);
    if (role == Qt::ToolTipRole && column.is_text) return column.text(row);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column.is_text ? Qt::AlignLeft : Qt::AlignRight));
    return {};
}

QVariant figure_table_model::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) return QAbstractTableModel::headerData(section, orientation, role);
    const auto& column = *columns_[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) return column.title;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column.is_text ? Qt::AlignLeft : Qt::AlignRight));
    return QAbstractTableModel::headerData(section, orientation, role);
}

bool figure_table_model::is_needed(int column) const {
    const auto& wanted = *columns_[static_cast<std::size_t>(column)];
    const bool simulated = std::ranges::any_of(runs_, &figure_run::simulated);
    if (wanted.key == QLatin1String("host")) return runs_.size() > 1;
    if (wanted.key == QLatin1String("run")) return runs_.size() > 1 || simulated;  // it says so
    return std::ranges::any_of(rows_, [&](const auto& row) { return !wanted.text(row).isEmpty(); });
}

figure_table::figure_table(QWidget* parent) : number_table(parent), model_(new figure_table_model(this)) {
    setModel(model_);
    setAccessibleName(QStringLiteral("Figures by worker count"));
}

void figure_table::set_content(const figure_content& content, const verified_words& verified, const QString& headline) {
    setAccessibleDescription(headline);
    model_->set_runs(content.runs, verified);
    for (int i = 0; i < model_->columnCount(); ++i) setColumnHidden(i, !model_->is_needed(i));
    fit_columns();  // of the columns that are seen: hidden ones keep no width
}

}  // namespace sweeplab
