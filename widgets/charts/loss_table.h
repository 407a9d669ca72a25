// The Losses view's numbers as a table. GUI thread.
#pragma once

#include <QAbstractTableModel>

#include "widgets/charts/loss_columns.h"
#include "widgets/charts/number_table.h"

namespace sweeplab {

class loss_table_model final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit loss_table_model(QObject* parent = nullptr);
    void set_runs(std::vector<loss_run> runs, const std::vector<loss_part>& parts);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool is_needed(int column) const;  // it says something about some row

private:
    std::vector<loss_run> runs_;
    std::vector<loss_row> rows_;  // into runs_
    std::vector<const loss_column*> columns_;
};

class loss_table final : public number_table {
    Q_OBJECT

public:
    explicit loss_table(QWidget* parent = nullptr);
    void set_content(const loss_content& content, const loss_chart_data& chart, const QString& headline);

private:
    loss_table_model* model_;
};

}  // namespace sweeplab
