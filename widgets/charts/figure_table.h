// The Figures view's numbers as a table: everything that is known of each figure at each worker count. GUI thread.
#pragma once

#include <QAbstractTableModel>

#include "widgets/charts/figure_columns.h"
#include "widgets/charts/number_table.h"

namespace sweeplab {

class figure_table_model final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit figure_table_model(QObject* parent = nullptr);
    void set_runs(std::vector<figure_run> runs, const verified_words& verified);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool is_needed(int column) const;  // it tells rows apart or says something

private:
    std::vector<const figure_column*> columns_;
    std::vector<figure_run> runs_;
    std::vector<figure_row> rows_;  // into runs_
};

class figure_table final : public number_table {
    Q_OBJECT

public:
    explicit figure_table(QWidget* parent = nullptr);
    void set_content(const figure_content& content, const verified_words& verified, const QString& headline);

private:
    figure_table_model* model_;
};

}  // namespace sweeplab
