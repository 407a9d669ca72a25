// The Latency view's percentiles as a table. GUI thread.
#pragma once

#include <QAbstractTableModel>

#include "widgets/charts/latency_columns.h"
#include "widgets/charts/number_table.h"

namespace sweeplab {

class latency_table_model final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit latency_table_model(QObject* parent = nullptr);
    void set_runs(std::vector<latency_run> runs, latency_quantity quantity, const display_unit& unit);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool is_needed(int column) const;  // it tells rows apart or says something

private:
    QString text(const latency_row& row, int column) const;
    QString why(const latency_row& row, int column) const;

    std::vector<latency_run> runs_;
    std::vector<latency_row> rows_;  // into runs_
    display_unit unit_;
};

class latency_table final : public number_table {
    Q_OBJECT

public:
    explicit latency_table(QWidget* parent = nullptr);
    void set_content(const latency_content& content, const latency_chart_data& chart, const QString& headline);
    int whole_height() const;  // that shows every row

private:
    latency_table_model* model_;
};

}  // namespace sweeplab
